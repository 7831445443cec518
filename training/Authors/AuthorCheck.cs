using System.Globalization;
using System.Text;
using System.Text.Json;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Authors;
using NewsPlatform.Training.Ranking;

namespace NewsPlatform.Training.Authors;

/// <summary>Asks the rules for authors on pages with a truth, and shows what each source says where they miss.</summary>
internal static class AuthorCheck
{
    /// <summary>Prints the mean F1 of each set, and writes the misses to a file.</summary>
    /// <param name="truths">Files <c>truth.jsonl</c> of the sets.</param>
    /// <param name="misses">The file, or null.</param>
    public static void Run(IReadOnlyList<string> truths, string? misses)
    {
        var pages = ReadPage.Each(truths, "authors", One);
        foreach (var set in pages.GroupBy(page => page.Set))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.Key,-12} {set.Count(),4} pages  F1 {set.Average(page => page.F1):F3}"));
        }

        if (misses is not null)
        {
            File.WriteAllLines(misses, pages.Where(page => page.F1 < 1).Select(page => page.Shown));
        }
    }

    private static Asked? One(ReadPage read, JsonElement truth)
    {
        if (truth.ValueKind != JsonValueKind.Array || truth.GetArrayLength() == 0)
        {
            return null;
        }

        var place = new Extraction.Dates.ArticlePlace(read.First, read.Last, read.Headline, null);
        var names = truth.EnumerateArray().Select(name => name.GetString() ?? "").Distinct().ToList();
        var found = AuthorReader.Rate(read.Scan, read.Graph, read.Page, read.SiteName, place).ConvertAll(static one => one.Author.Value.Name);
        var hits = names.Count(name => found.Exists(one => AuthorMatch.IsSame(name, one)));
        var shown = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{read.Set} {read.Id} {read.Page.Url}\n  true {string.Join(" | ", names)}\n  said {string.Join(" | ", found)}\n");
        foreach (var source in AuthorReader.Sources(read.Scan, read.Graph, read.Page, place))
        {
            if (source.Count > 0)
            {
                var evidence = source[0].Evidence;
                shown.Append(CultureInfo.InvariantCulture, $"    {evidence.Confidence:0.00} {evidence.Method} {evidence.Place}: {string.Join(" | ", source.Select(static one => one.Value.Name + (one.Value.Type == AuthorType.Organisation ? " (org)" : "")))} < {evidence.Raw}\n");
            }
        }

        return new(read.Set, found.Count == 0 ? 0 : 2.0 * hits / (names.Count + found.Count), shown.ToString());
    }

    private sealed record Asked(string Set, double F1, string Shown);
}
