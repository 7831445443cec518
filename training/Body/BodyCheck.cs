using System.Globalization;
using System.Text.Json;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Body.Learnt;

namespace NewsPlatform.Training.Body;

/// <summary>Cross-validation by site: extracts each page with a model that has seen no page of its site.</summary>
internal static class BodyCheck
{
    /// <summary>Trains a model for each fold and writes it to the folder.</summary>
    public static void Train(List<TruthPage> pages, string output, int folds, BodyTrainerOptions options)
    {
        Directory.CreateDirectory(output);
        var seen = BodyTrainer.See(pages);
        Parallel.For(0, folds, new ParallelOptions { MaxDegreeOfParallelism = 2 }, fold =>
            File.WriteAllBytes(Model(output, fold), BodyTrainer.Train([.. seen.OfType<SeenPage>().Where(p => TruthPage.Fold(p.Site, folds) != fold)], options)));
    }

    /// <summary>Writes predictions SET.KEEP,ADD.jsonl (held out) and SET.rules.jsonl and SET.perfect.jsonl, by perfect knowledge of the blocks, to the folder.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="output">The folder with the folds' models.</param>
    /// <param name="folds">How many there are.</param>
    /// <param name="bounds">Pairs of bounds to try; those of the models when empty.</param>
    public static void Run(List<TruthPage> pages, string output, int folds, IReadOnlyList<(float Keep, float Add)> bounds)
    {
        var models = Enumerable.Range(0, folds).Select(fold => BodyModel.Read(new MemoryStream(File.ReadAllBytes(Model(output, fold))))).ToList();
        foreach (var set in pages.GroupBy(p => p.Set, StringComparer.Ordinal))
        {
            foreach (var (keep, add) in bounds)
            {
                Write(Path.Combine(output, string.Create(CultureInfo.InvariantCulture, $"{set.Key}.{keep},{add}.jsonl")), set, page => Extract(page, models[TruthPage.Fold(page.Site, folds)].With(keep, add)));
            }

            Write(Path.Combine(output, set.Key + ".rules.jsonl"), set, page => Extract(page, null));
            Write(Path.Combine(output, set.Key + ".perfect.jsonl"), set, Perfect);
        }
    }

    // What the blocks allow at best: the text of those that the truth names.
    private static string Perfect(TruthPage page) =>
        BodyTrainer.See([page])[0] is { } seen ? string.Join('\n', seen.Scan.Blocks.Where((_, i) => seen.Labels[i].Is).Select(static block => block.Text)) : "";

    private static string Model(string folder, int fold) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"fold{fold}.model"));

    private static string Extract(TruthPage page, BodyModel? model) =>
        ArticleExtractor.Extract(page.Page, new ExtractionOptions { BodyModel = new(model), MaxTime = TimeSpan.FromMinutes(1) }, CancellationToken.None).Article?.Text ?? "";

    private static void Write(string path, IEnumerable<TruthPage> pages, Func<TruthPage, string> body) =>
        File.WriteAllLines(path, pages.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(page => JsonSerializer.Serialize(new { id = page.Id, body = body(page) })));
}
