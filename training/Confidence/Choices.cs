using System.Text.Json;
using NewsPlatform.Extraction.Authors;
using NewsPlatform.Extraction.Dates;
using NewsPlatform.Extraction.Images;
using NewsPlatform.Extraction.Titles;
using NewsPlatform.Training.Authors;
using NewsPlatform.Training.Dates;
using NewsPlatform.Training.Images;
using NewsPlatform.Training.Ranking;
using NewsPlatform.Training.Titles;

namespace NewsPlatform.Training.Confidence;

/// <summary>Collects what the readers choose, each ranked by weights that are learnt without the page's site.</summary>
internal static class Choices
{
    /// <summary>The choices for title, day, authors and picture on all pages that have a truth for them.</summary>
    public static List<Choice> Read(IReadOnlyList<string> truths) =>
    [
        .. Ranked("title", TitlePages.Trainer.HeldOut(TitlePages.Read(truths)), TitleReader.Grade),
        .. Ranked("date", DatePages.Trainer.HeldOut(DatePages.Read(truths)), DayRanking.Grade),
        .. Ranked("image", ImagePages.Trainer.HeldOut(ImagePages.Read(truths)), ImageReader.Grade),
        .. ReadPage.Each(truths, "authors", Authors).SelectMany(choices => choices),
    ];

    private static IEnumerable<Choice> Ranked(string field, IEnumerable<(RankedPage Page, double Share, bool Right, int Best)> asked, Func<float[], int> grade) =>
        asked.Where(one => one.Best >= 0).Select(one => new Choice(field, one.Page.Set, one.Page.Site, grade(one.Page.Features[one.Best]), one.Share, one.Right));

    private static List<Choice>? Authors(ReadPage read, JsonElement truth)
    {
        if (truth.ValueKind != JsonValueKind.Array || truth.GetArrayLength() == 0)
        {
            return null;
        }

        var names = truth.EnumerateArray().Select(name => name.GetString() ?? "").ToList();
        var found = AuthorReader.Rate(read.Scan, read.Graph, read.Page, read.SiteName, new(read.First, read.Last, read.Headline, null));
        return [.. found.Select(one => new Choice("authors", read.Set, read.Site, one.Grade, one.Author.Evidence.Confidence, names.Exists(name => AuthorMatch.IsSame(name, one.Author.Value.Name))))];
    }
}
