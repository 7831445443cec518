using NewsPlatform.Extraction.Sites.Rules;

namespace NewsPlatform.Extraction.Sites.Import;

/// <summary>Rules made of a file of the format that reading tools share (ftr-site-config), with what could not be taken over.</summary>
/// <param name="Site">The site.</param>
/// <param name="Content">The rules as a file of this project; what was left out stands in it as comments.</param>
/// <param name="Rules">The same, read.</param>
/// <param name="Lines">Each line that says something, and what became of it.</param>
public sealed record SharedRules(string Site, string Content, SiteRules Rules, IReadOnlyList<SharedRules.Line> Lines)
{
    /// <summary>What became of a line.</summary>
    public enum Fate
    {
        /// <summary>It is in the rules.</summary>
        Converted,

        /// <summary>It has no equal here, and articles may come out otherwise without it.</summary>
        Lost,

        /// <summary>It is about something that these rules have nothing to do with: fetching, logging in, another parser.</summary>
        NotNeeded,
    }

    /// <summary>A line.</summary>
    /// <param name="Number">From 1.</param>
    /// <param name="Directive">What it says: <c>body</c>, <c>strip</c>.</param>
    /// <param name="Text">The line.</param>
    /// <param name="Fate">What became of it.</param>
    /// <param name="Reason">Why it could not be taken over; null when it was.</param>
    public sealed record Line(int Number, string Directive, string Text, Fate Fate, string? Reason);
}
