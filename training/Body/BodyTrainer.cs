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
    private const int MaxTokens = 20_000;

    /// <summary>Reads pages as the trainer sees them; null where the rules find no article.</summary>
    public static List<SeenPage?> See(IReadOnlyList<TruthPage> pages) =>
        [.. pages.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(See)];

    /// <summary>Trains a model.</summary>
    public static byte[] Train(IReadOnlyList<SeenPage> pages, BodyTrainerOptions options)
    {
        var tokens = new TokenCounts();
        foreach (var page in pages)
        {
            tokens.Add(page.Site, page.Scan, page.Labels);
        }

        var rows = new List<Row>();
        foreach (var page in pages)
        {
            using var view = page.View(tokens.Without(page.Site));
            for (var i = 0; i < page.Labels.Length; i++)
            {
                if (page.Labels[i].Weight > 0 && view.IsCandidate(i))
                {
                    var row = new Row { Features = new float[BlockFeatures.Count], Label = page.Labels[i].Is, Weight = page.Labels[i].Weight };
                    BlockFeatures.Describe(view, i, row.Features);
                    rows.Add(row);
                }
            }
        }

        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write(BodyModel.Magic);
        TokenTable.Write(writer, tokens.Scores(MaxTokens));
        // The mean of two forests: the one that knows what the rules chose agrees with them too readily where they are wrong.
        Forest.Write(writer, [Fit(rows, BlockFeatures.Count, options), Fit(rows, BlockFeatures.FreeCount, options)]);
        writer.Write(options.Keep);
        writer.Write(options.Add);
        writer.Flush();
        return file.ToArray();
    }

    private static SeenPage? See(TruthPage page)
    {
        SeenPage? seen = null;
        ArticleExtractor.Extract(
            page.Page,
            new ExtractionOptions
            {
                BodyModel = new(() => null),
                MaxTime = TimeSpan.FromMinutes(1),
                Observe = (scan, rules, title, description) => seen = rules.Root < 0 ? null : new(page.Site, scan, rules, title, description, BlockLabels.Of(page, scan)),
            },
            CancellationToken.None);
        return seen;
    }

    private static Forest Fit(List<Row> rows, int features, BodyTrainerOptions options)
    {
        var ml = new MLContext(1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
        var data = ml.Data.LoadFromEnumerable(rows.Select(row => new Row { Features = row.Features[..features], Label = row.Label, Weight = row.Weight }), schema);
        var trainer = ml.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            ExampleWeightColumnName = nameof(Row.Weight),
            NumberOfIterations = options.Trees,
            NumberOfLeaves = options.Leaves,
            LearningRate = options.Rate,
            MinimumExampleCountPerLeaf = options.MinimumLeaf,
            MaximumBinCountPerFeature = 63,
            NumberOfThreads = 1,
            Sigmoid = 1,
            Seed = 1,
            Deterministic = true,
            Booster = new GradientBooster.Options { FeatureFraction = 0.5, SubsampleFraction = 0.8, SubsampleFrequency = 1, L2Regularization = 1 },
        });
        return Forest.Of(trainer.Fit(data).Model.SubModel);
    }
}

/// <summary>A page with what the rules made of it and the truth laid over its blocks.</summary>
internal sealed record SeenPage(string Site, PageScan Scan, BodySelection Rules, string Title, string Description, (bool Is, float Weight)[] Labels)
{
    /// <summary>The page as the model sees it.</summary>
    public PageView View(TokenScores scores) => new(Scan, Rules, Title, Description, scores);
}

/// <summary>How a model is trained.</summary>
internal sealed record BodyTrainerOptions
{
    public int Trees { get; init; } = 80;

    public int Leaves { get; init; } = 16;

    public double Rate { get; init; } = 0.1;

    public int MinimumLeaf { get; init; } = 150;

    public float Keep { get; init; } = -0.5f;

    public float Add { get; init; }
}

/// <summary>One block for the trainer.</summary>
internal sealed class Row
{
    public bool Label { get; init; }

    public float Weight { get; init; }

    public float[] Features { get; init; } = [];
}
