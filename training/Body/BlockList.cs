using System.Globalization;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Body.Learnt;

namespace NewsPlatform.Training.Body;

/// <summary>Prints a page's blocks with what rules and model think of them.</summary>
internal static class BlockList
{
    /// <summary>Prints a line a block: whether it is kept, score, verdict, tag, names, the start of its text.</summary>
    public static void Print(string path, BodyModel? model, TextWriter output)
    {
        ArticleExtractor.Extract(
            new Page(File.ReadAllBytes(path), new Uri("http://unknown.invalid/")),
            new ExtractionOptions
            {
                BodyModel = new(() => null),
                Observe = (scan, rules, title, description) =>
                {
                    var scores = model is not null && rules.Root >= 0 ? model.Score(scan, rules, title, description) : new float[scan.Blocks.Count];
                    for (var i = 0; i < scores.Length; i++)
                    {
                        var block = scan.Blocks[i];
                        var container = scan.Containers[block.Container];
                        var mark = (rules.Kept.Contains(i) ? "k" : " ") + (container.Excluded ? "x" : " ") + (block.IsFurniture ? "f" : " ");
                        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mark} {scores[i],6:F1} {block.Verdict,-8} {container.Tag,-6} {Cut(container.Names, 30),-30} {block.Length,5} {block.LinkDensity:F1} {Cut(block.Text, 70)}"));
                    }
                },
            },
            CancellationToken.None);
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
