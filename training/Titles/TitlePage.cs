namespace NewsPlatform.Training.Titles;

/// <summary>A page's title candidates.</summary>
/// <param name="Set">The set it is of.</param>
/// <param name="Site">Its site.</param>
/// <param name="Features">Each candidate's features.</param>
/// <param name="Right">Which candidates are the title.</param>
internal sealed record TitlePage(string Set, string Site, float[][] Features, bool[] Right);
