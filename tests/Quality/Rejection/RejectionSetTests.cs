using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace NewsPlatform.Quality.Rejection;

/// <summary>
/// Pages that are no article are told, each for its reason; pages that only look so are not rejected. Rules are tuned on the training
/// half alone: of the test half only counts are printed.
/// </summary>
[Collection(QualitySuites.Name)]
public sealed class RejectionSetTests(ITestOutputHelper output)
{
    // Of the pages of a half that must be rejected; the right reason may be missed by a few more.
    private const double LeastCaught = 0.95;
    private const double LeastNamed = 0.92;

    [Theory]
    [InlineData("training")]
    [InlineData("test")]
    public void Pages_that_are_no_article_are_rejected_for_their_reason_and_articles_are_not(string half)
    {
        var table = new SortedDictionary<string, Row>(StringComparer.Ordinal);
        var confused = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var missed = new StringBuilder();
        foreach (var page in SamplePages.Of(half))
        {
            var rejection = page.Extract().Rejection;
            var key = page.Reason?.ToString() ?? "(article)";
            var row = table.GetValueOrDefault(key, new(0, 0, 0));
            table[key] = new(row.Pages + 1, row.Rejected + (rejection is null ? 0 : 1), row.Named + (rejection?.Reason == page.Reason ? 1 : 0));
            if (rejection?.Reason != page.Reason)
            {
                var taken = key + " taken for " + (rejection?.Reason.ToString() ?? "(article)");
                confused[taken] = confused.GetValueOrDefault(taken) + 1;
            }

            if (half == "training" && rejection?.Reason != page.Reason)
            {
                missed.AppendLine(CultureInfo.InvariantCulture, $"{page.Name}: {rejection?.Reason.ToString() ?? "article"} {rejection?.Score} {string.Join("; ", rejection?.Evidence.Select(one => one.Place + "=" + one.Raw) ?? [])}");
            }
        }

        var shown = string.Join('\n', table.Select(row => $"{row.Key,-14} {row.Value.Pages,4} pages {row.Value.Rejected,4} rejected {row.Value.Named,4} for this reason")) 
            + "\n" + string.Concat(confused.Select(pair => $"{pair.Key}: {pair.Value}\n")) + missed;
        output.WriteLine(shown);
        var bad = table.Where(row => row.Key != "(article)").Select(row => row.Value).ToList();
        double all = bad.Sum(row => row.Pages);
        Assert.True(all >= 100 && table["(article)"].Pages >= 30, "The set is incomplete.\n" + shown);
        Assert.True(bad.Sum(row => row.Rejected) / all >= LeastCaught, "Too few are rejected.\n" + shown);
        Assert.True(bad.Sum(row => row.Named) / all >= LeastNamed, "Too few are rejected for their reason.\n" + shown);
        Assert.True(table["(article)"].Rejected == 0, "Articles are rejected.\n" + shown);
    }

    private sealed record Row(int Pages, int Rejected, int Named);
}
