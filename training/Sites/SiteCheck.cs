using System.Globalization;
using System.Text.Json;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Body.Learnt;
using NewsPlatform.Extraction.Sites;
using NewsPlatform.Training.Body;

namespace NewsPlatform.Training.Sites;

/// <summary>What site knowledge gains: each page of a site with several is extracted with what the site's other pages teach, and without.</summary>
internal static class SiteCheck
{
    private const int Folds = 5;
    private const int MinPages = 4;

    /// <summary>
    /// Writes for each set <c>SET.truth.jsonl</c> (the pages of sites with four pages or more over all sets) and the predictions
    /// <c>SET.without.jsonl</c> and <c>SET.with.jsonl</c>, by body models that have not seen the site.
    /// </summary>
    /// <param name="pages">All pages.</param>
    /// <param name="sets">The folder of the sets, for their truth.</param>
    /// <param name="models">The folder with the folds' models.</param>
    /// <param name="output">The folder to write to.</param>
    /// <param name="asText">Whether the pages are read as plain text: what a browser would copy of them, without any markup.</param>
    public static void Run(List<TruthPage> pages, string sets, string models, string output, bool asText)
    {
        Directory.CreateDirectory(output);
        var folds = Enumerable.Range(0, Folds).Select(fold => BodyModel.Read(new MemoryStream(File.ReadAllBytes(Path.Combine(models, string.Create(CultureInfo.InvariantCulture, $"fold{fold}.model")))))).ToList();
        var results = pages.GroupBy(page => page.Site, StringComparer.Ordinal)
            .Where(site => site.Count() >= MinPages)
            .AsParallel().WithDegreeOfParallelism(2)
            .SelectMany(site => Extract(asText ? [.. site.Select(AsText)] : [.. site], folds[TruthPage.Fold(site.Key, Folds)]))
            .ToDictionary(result => (result.Page.Set, result.Page.Id));
        foreach (var set in results.Values.GroupBy(result => result.Page.Set, StringComparer.Ordinal).OrderBy(set => set.Key, StringComparer.Ordinal))
        {
            var truth = File.ReadLines(Path.Combine(sets, set.Key, "truth.jsonl")).Where(line => results.ContainsKey((set.Key, IdOf(line))));
            File.WriteAllLines(Path.Combine(output, set.Key + ".truth.jsonl"), truth);
            Write(Path.Combine(output, set.Key + ".without.jsonl"), set, result => result.Without);
            Write(Path.Combine(output, set.Key + ".with.jsonl"), set, result => result.With);
            var changed = set.Count(result => result.With?.Text != result.Without?.Text);
            var titles = set.Count(result => result.With?.Title.Value != result.Without?.Title.Value);
            Console.WriteLine($"{set.Key}: {set.Count()} pages of {set.Select(result => result.Page.Site).Distinct(StringComparer.Ordinal).Count()} sites; the profile changes the text of {changed}, the title of {titles}");
        }
    }

    private static IEnumerable<Result> Extract(List<TruthPage> pages, BodyModel model)
    {
        var options = new ExtractionOptions { BodyModel = new(model), MaxTime = TimeSpan.FromMinutes(1) };
        ExtractedArticle? Read(TruthPage page, SiteKnowledge site) => ArticleExtractor.Extract(page.Page with { Site = site }, options, CancellationToken.None).Article;
        var without = pages.ConvertAll(page => Read(page, new() { Observe = true }));
        for (var i = 0; i < pages.Count; i++)
        {
            var memory = new SiteMemory();
            for (var other = 0; other < pages.Count; other++)
            {
                if (other != i && without[other]?.Seen is { } seen)
                {
                    memory.Count(seen);
                }
            }

            yield return new(pages[i], without[i], Read(pages[i], new() { Profile = memory.ToProfile(pages[i].Site, 1) }));
        }
    }

    /// <summary>The page's visible text, a line for each block, as a browser copies it.</summary>
    private static TruthPage AsText(TruthPage page)
    {
        var lines = new List<string>();
        var options = new ExtractionOptions { MaxTime = TimeSpan.FromMinutes(1), Observe = (scan, _, _, _) => lines.AddRange(scan.Blocks.Select(block => block.Text)) };
        ArticleExtractor.Extract(page.Page, options, CancellationToken.None);
        return page with { Page = new Page(System.Text.Encoding.UTF8.GetBytes(string.Join("\n\n", lines)), page.Page.Url) { ContentType = "text/plain; charset=utf-8" } };
    }

    private static void Write(string path, IEnumerable<Result> results, Func<Result, ExtractedArticle?> article) =>
        File.WriteAllLines(path, results.Select(result => JsonSerializer.Serialize(new { id = result.Page.Id, body = article(result)?.Text ?? "", title = article(result)?.Title.Value })));

    private static string IdOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("id").GetString()!;
    }

    private sealed record Result(TruthPage Page, ExtractedArticle? Without, ExtractedArticle? With);
}
