namespace NewsPlatform.TextAnalysis.Topics;

/// <summary>A subject from the IPTC Media Topics.</summary>
/// <param name="Id">Such as <c>medtop:11000000</c>.</param>
/// <param name="Name">English name of the topic.</param>
/// <param name="Score">Share of the evidence, 0 to 1.</param>
public sealed record Topic(string Id, string Name, double Score);
