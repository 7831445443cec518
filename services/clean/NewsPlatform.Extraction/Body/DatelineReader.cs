using System.Text.RegularExpressions;

namespace NewsPlatform.Extraction.Body;

/// <summary>The place in front of a report's first sentence: "New Delhi: ...", "PARIS, March 3 (Reuters) – ...", "BERLIN (dpa) - ...".</summary>
internal static partial class DatelineReader
{
    /// <summary>The place, or null.</summary>
    /// <param name="paragraph">The article's first paragraph.</param>
    public static Sourced<string>? Read(string paragraph)
    {
        var head = paragraph.Length > 120 ? paragraph[..120] : paragraph;
        var match = Marked().Match(head);
        if (!match.Success)
        {
            match = Colon().Match(head);
        }

        if (!match.Success)
        {
            return null;
        }

        var place = match.Groups["place"].Value.Trim(' ', ',');
        return place.Length is < 2 or > 50 ? null : new(place, new(EvidenceMethod.Body, "first paragraph", match.Value.Trim(), match.Groups["agency"].Success ? 0.9 : 0.7));
    }

    [GeneratedRegex(@"^(?<place>\p{Lu}[\p{L}.'’-]*([ ,]{1,2}\p{Lu}[\p{L}.'’-]*){0,3})(, \p{L}{3,9}\.? \d{1,2}(, \d{4})?| \d{1,2}\.? \p{L}{3,9})?,? ?(?<agency>\([\p{L}\d ./&-]{2,30}\))?\.? ?(--?|–|—|―) ", RegexOptions.ExplicitCapture)]
    private static partial Regex Marked();

    // A colon also follows speakers and labels: only one to three capitalised words, and a capital behind it.
    [GeneratedRegex(@"^(?<place>\p{Lu}[\p{L}.'’-]+( \p{Lu}[\p{L}.'’-]+){0,2}): (?=[\p{Lu}“""‘])", RegexOptions.ExplicitCapture)]
    private static partial Regex Colon();
}
