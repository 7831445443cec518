using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Charset;
using NewsPlatform.Extraction.Metadata;

namespace NewsPlatform.Extraction.Quality;

/// <summary>What may be wrong with an article, as words that later stages filter by.</summary>
public static class QualityFlags
{
    /// <summary>The article has more blocks than are kept.</summary>
    public const string TruncatedBlocks = "truncated-blocks";

    /// <summary>The text ends in mid-sentence, or is much shorter than the publisher says.</summary>
    public const string Truncated = "truncated";

    /// <summary>Characters of a wrong charset, replacement characters or entities stand in the text.</summary>
    public const string Garbled = "garbled";

    /// <summary>Paragraphs stand in the text more than once.</summary>
    public const string RepeatedParagraphs = "repeated-paragraphs";

    /// <summary>The page declares another language than its text is in.</summary>
    public const string WrongLanguage = "wrong-language";

    /// <summary>The text has fewer than a hundred words.</summary>
    public const string Short = "short";

    /// <summary>The page declares no charset that can be believed.</summary>
    public const string CharsetGuessed = "charset-guessed";

    /// <summary>The page names several days of publication.</summary>
    public const string DatesDiffer = "dates-differ";

    /// <summary>The page is plain text without markup.</summary>
    public const string PlainText = "plain-text";

    // A flash has 30 to 80 words, an ordinary report 250 and more.
    private const int ShortWords = 100;

    // Publishers count headlines and captions too; less than half is more than another way of counting.
    private const int LeastDeclared = 150;

    private static readonly string[][] Kin = [["no", "nb", "nn"], ["sr", "hr", "bs", "sh", "me"], ["id", "ms"], ["tl", "fil"], ["zh", "yue", "cmn"], ["fa", "prs"], ["ro", "mo"]];

    /// <summary>All flags.</summary>
    public static IReadOnlyList<string> All { get; } = [TruncatedBlocks, Truncated, Garbled, RepeatedParagraphs, WrongLanguage, Short, CharsetGuessed, DatesDiffer, PlainText];

    internal static List<string> Of(IReadOnlyList<Block> blocks, string text, int words, Sourced<string> language, JsonLdGraph? graph)
    {
        var flags = new List<string>();
        if (IsTruncated(blocks, words, graph))
        {
            flags.Add(Truncated);
        }

        if (GarbledText.Is(text))
        {
            flags.Add(Garbled);
        }

        if (Repeats(blocks))
        {
            flags.Add(RepeatedParagraphs);
        }

        if (Differs(language))
        {
            flags.Add(WrongLanguage);
        }

        if (words < ShortWords)
        {
            flags.Add(Short);
        }

        return flags;
    }

    internal static List<string> Of(IReadOnlyList<Block> blocks, string text, int words, Sourced<string> language, JsonLdGraph graph, RentedText decoded, bool cut, bool datesDiffer)
    {
        var flags = Of(blocks, text, words, language, graph);
        if (cut)
        {
            flags.Insert(0, TruncatedBlocks);
        }

        if (decoded.Source is CharsetSource.Detection or CharsetSource.Fallback && decoded.Charset != "utf-8")
        {
            flags.Add(CharsetGuessed);
        }

        if (datesDiffer)
        {
            flags.Add(DatesDiffer);
        }

        return flags;
    }

    private static bool IsTruncated(IReadOnlyList<Block> blocks, int words, JsonLdGraph? graph)
    {
        if (graph?.Article?.TextOf("wordCount") is { } declared && int.TryParse(declared, System.Globalization.CultureInfo.InvariantCulture, out var expected)
            && expected >= LeastDeclared && words < expected / 2)
        {
            return true;
        }

        for (var i = blocks.Count - 1; i >= 0; i--)
        {
            // "More news ..." below the text is no end of it.
            if (blocks[i] is Paragraph { Text.Length: >= 40 } last)
            {
                var end = last.Text.AsSpan().TrimEnd(" )]\u00a0");
                return end.EndsWith("…") || end.EndsWith("...") || end.EndsWith("[&hellip;") || end.EndsWith("[…");
            }
        }

        return false;
    }

    // One long paragraph twice, or two shorter ones; a refrain or a name may well come again.
    private static bool Repeats(IReadOnlyList<Block> blocks)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        double repeated = 0;
        foreach (var block in blocks)
        {
            if (block is Paragraph { Text.Length: >= 60 } paragraph && !seen.Add(paragraph.Text))
            {
                repeated += TextMeasure.Of(paragraph.Text).Length >= 100 ? 1 : 0.5;
            }
        }

        return repeated >= 1;
    }

    // Only a clear text contradicts: its evidence is then the winner, and the declarations are among those that lost.
    private static bool Differs(Sourced<string> language)
    {
        if (language.Evidence is not { Method: EvidenceMethod.Body, Confidence: >= 0.9 })
        {
            return false;
        }

        var declared = language.Others.Where(static other => other.Evidence.Method != EvidenceMethod.Body).Select(static other => other.Value).ToList();
        return declared.Count > 0 && declared.TrueForAll(code => code != language.Value && !Array.Exists(Kin, kin => kin.Contains(code, StringComparer.Ordinal) && kin.Contains(language.Value, StringComparer.Ordinal)));
    }
}
