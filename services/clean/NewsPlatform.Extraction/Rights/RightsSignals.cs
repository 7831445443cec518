namespace NewsPlatform.Extraction.Rights;

/// <summary>What the page says about its use. Signals as found, no legal judgement.</summary>
/// <param name="License">Address or text of a licence.</param>
/// <param name="CopyrightLine">The line with ©, or JSON-LD's copyright holder and year.</param>
/// <param name="RobotsMeta">The <c>robots</c> meta directives, comma separated.</param>
/// <param name="TdmReserved">TDM Reservation Protocol's <c>tdm-reservation</c>: true for 1, false for 0, null when not stated.</param>
/// <param name="TdmPolicy">Its <c>tdm-policy</c> address.</param>
/// <param name="NoAi">Whether a robots directive <c>noai</c> or <c>noimageai</c> is present.</param>
public sealed record RightsSignals(string? License, string? CopyrightLine, string? RobotsMeta, bool? TdmReserved, string? TdmPolicy, bool NoAi);
