namespace NewsPlatform.Training.Ranking;

/// <summary>A page's candidates for one field.</summary>
/// <param name="Set">The set it is of.</param>
/// <param name="Id">Its id in the set.</param>
/// <param name="Site">Its site.</param>
/// <param name="Features">Each candidate's features.</param>
/// <param name="Right">Which candidates are right.</param>
/// <param name="Values">What each candidate says, for the eye.</param>
internal sealed record RankedPage(string Set, string Id, string Site, float[][] Features, bool[] Right, string[] Values);
