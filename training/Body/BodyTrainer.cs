using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Body.Learnt;

namespace NewsPlatform.Training.Body;

/// <summary>Learns which blocks are the article from pages with a known text.</summary>
internal static class BodyTrainer
{
    private const int InnerFolds = 4;
    private const int MaxTokens = 20_000;

    /// <summary>Trains a model.</summary>
    public static byte[] Train(IReadOnlyList<TruthPage> pages, BodyTrainerOptions options)
    {
        var scans = pages.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(ScanOf).ToList();
        var tokens = new TokenCounts();
        for (var i = 0; i < pages.Count; i++)
        {
            if (scans[i] is { } scan)
            {
                tokens.Add(pages[i].Site, scan.Scan, scan.Labels);
            }
        }

        var samples = new List<Sample>();
        for (var i = 0; i < pages.Count; i++)
        {
            if (scans[i] is { } scan)
            {
                var features = BlockFeatures.Of(scan.Scan, scan.Rules, scan.Title, scan.Description, tokens.Without(pages[i].Site));
                samples.Add(new(TruthPage.Fold("inner " + pages[i].Site, InnerFolds), scan.Scan, features, scan.Labels));
            }
        }

        // The second round must see scores as it will see them later: of pages that the first has not learnt from.
        var firstScores = new float[samples.Count][];
        for (var fold = 0; fold < InnerFolds; fold++)
        {
            var inner = Fit(samples.Where(s => s.Fold != fold).SelectMany(s => s.Rows()), options);
            for (var i = 0; i < samples.Count; i++)
            {
                if (samples[i].Fold == fold)
                {
                    firstScores[i] = [.. Enumerable.Range(0, samples[i].Labels.Length).Select(b => inner.Score(samples[i].Features.Of(b)))];
                }
            }
        }

        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write(BodyModel.Magic);
        TokenTable.Write(writer, tokens.Scores(MaxTokens));
        writer.Write(Bytes(Fit(samples.SelectMany(s => s.Rows()), options)));
        writer.Write(Bytes(Fit(samples.SelectMany((s, i) => SecondRows(s, firstScores[i])), options)));
        writer.Write(options.Keep);
        writer.Write(options.Add);
        writer.Flush();
        return file.ToArray();
    }

    private static byte[] Bytes(Forest forest)
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        TreeEnsemble.Write(writer, forest.Trees, forest.Bias);
        writer.Flush();
        return file.ToArray();
    }

    private static IEnumerable<Row> SecondRows(Sample sample, float[] scores)
    {
        var parents = BodyModel.Parents(sample.Scan, scores);
        for (var i = 0; i < sample.Labels.Length; i++)
        {
            if (sample.Labels[i].Weight > 0)
            {
                var row = new float[BodyModel.SecondCount];
                BodyModel.SecondRow(sample.Features, scores, parents, sample.Scan, i, row);
                yield return new Row { Features = row, Label = sample.Labels[i].Is, Weight = sample.Labels[i].Weight };
            }
        }
    }

    private static Forest Fit(IEnumerable<Row> rows, BodyTrainerOptions options)
    {
        var list = rows.ToList();
        var ml = new MLContext(1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, list[0].Features.Length);
        var data = ml.Data.LoadFromEnumerable(list, schema);
        var trainer = ml.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            ExampleWeightColumnName = nameof(Row.Weight),
            NumberOfIterations = options.Trees,
            NumberOfLeaves = options.Leaves,
            LearningRate = options.Rate,
            MinimumExampleCountPerLeaf = options.MinimumLeaf,
            NumberOfThreads = 1,
            Sigmoid = 1,
            Seed = 1,
            Deterministic = true,
            Booster = new GradientBooster.Options { FeatureFraction = 0.5, SubsampleFraction = 0.8, SubsampleFrequency = 1, L2Regularization = 1 },
        });
        return Forest.Of(trainer.Fit(data).Model.SubModel);
    }

    /// <summary>A page as the trainer sees it; null when the rules find no article.</summary>
    private static Scanned? ScanOf(TruthPage page)
    {
        Scanned? seen = null;
        ArticleExtractor.Extract(
            page.Page,
            new ExtractionOptions
            {
                MaxTime = TimeSpan.FromMinutes(1),
                Observe = (scan, rules, title, description) => seen = rules.Root < 0 ? null : new(scan, rules, title, description, BlockLabels.Of(page, scan)),
            },
            CancellationToken.None);
        return seen;
    }

    private sealed record Scanned(PageScan Scan, BodySelection Rules, string Title, string Description, (bool Is, float Weight)[] Labels);

    private sealed record Sample(int Fold, PageScan Scan, BlockFeatures Features, (bool Is, float Weight)[] Labels)
    {
        public IEnumerable<Row> Rows() =>
            Enumerable.Range(0, Labels.Length).Where(i => Labels[i].Weight > 0)
                .Select(i => new Row { Features = Features.Of(i).ToArray(), Label = Labels[i].Is, Weight = Labels[i].Weight });
    }
}

/// <summary>How a model is trained.</summary>
internal sealed record BodyTrainerOptions
{
    public int Trees { get; init; } = 80;

    public int Leaves { get; init; } = 16;

    public double Rate { get; init; } = 0.1;

    public int MinimumLeaf { get; init; } = 40;

    public float Keep { get; init; } = -1;

    public float Add { get; init; } = -0.2f;
}

/// <summary>One block for the trainer.</summary>
internal sealed class Row
{
    public bool Label { get; init; }

    public float Weight { get; init; }

    public float[] Features { get; init; } = [];
}
