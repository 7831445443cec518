using System.Text.RegularExpressions;
using NewsPlatform.Extraction.Blocks;

namespace NewsPlatform.Extraction.Body;

/// <summary>The place in front of a report's first sentence: "New Delhi: ...", "PARIS, March 3 (Reuters) – ...", "BERLIN (dpa) - ...".</summary>
internal static partial class DatelineReader
{
    // A paragraph this short in front of the report can be its standfirst.
    private const int MaxStandfirstLength = 300;

    /// <summary>The place in front of the report's first paragraph, or null.</summary>
    public static Sourced<string>? Of(IReadOnlyList<Block> blocks)
    {
        var seen = 0;
        foreach (var block in blocks)
        {
            if (block is not Paragraph paragraph)
            {
                continue;
            }

            if (Read(paragraph.Text) is { } place)
            {
                return place;
            }

            if (++seen == 2 || paragraph.Text.Length > MaxStandfirstLength)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The place, or null.</summary>
    /// <param name="paragraph">The article's first paragraph.</param>
    public static Sourced<string>? Read(string paragraph)
    {
        var head = paragraph.Length > 120 ? paragraph[..120] : paragraph;
        var match = Marked().Match(head);
        if (!match.Success)
        {
            match = Colon().Match(head);
            match = match.Success ? match : Bracketed().Match(head);
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
    [GeneratedRegex(@"^(?<place>\p{Lu}[\p{L}.'’-]+( \p{Lu}[\p{L}.'’-]+){0,2}): (?=[\p{Lu}“""‘])|^(?<place>\p{Lo}[\p{Lo}\p{M}]{1,20}( [\p{Lo}\p{M}]{2,20})?)(:| [-–—]) (?=\p{Lo})", RegexOptions.ExplicitCapture)]
    private static partial Regex Colon();

    // Japanese and Chinese papers: 【金沢】, [東京 10日].
    [GeneratedRegex(@"^[【\[［](?<place>\p{Lo}{2,8})([ =＝・、].{0,12})?[】\]］]", RegexOptions.ExplicitCapture)]
    private static partial Regex Bracketed();
}
