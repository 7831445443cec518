namespace NewsPlatform.Cli.Offline;

/// <summary>A line of an input file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Bytes">Without its line break; empty when it is too long.</param>
/// <param name="TooLong">Whether it is longer than a line may be.</param>
internal readonly record struct InputLine(int Number, ReadOnlyMemory<byte> Bytes, bool TooLong);
