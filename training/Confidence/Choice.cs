namespace NewsPlatform.Training.Confidence;

/// <summary>A choice that a reader made on a page that its model had not seen.</summary>
/// <param name="Field">The field.</param>
/// <param name="Set">The set.</param>
/// <param name="Site">The site.</param>
/// <param name="Grade">How many kinds of witnesses say it, from 0.</param>
/// <param name="Raw">What the reader held of it.</param>
/// <param name="Right">Whether it was right.</param>
internal sealed record Choice(string Field, string Set, string Site, int Grade, double Raw, bool Right);
