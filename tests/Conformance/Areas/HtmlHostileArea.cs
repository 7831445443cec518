using System.Globalization;
using System.Text;
using NewsPlatform.Extraction;

namespace NewsPlatform.Conformance.Areas;

/// <summary>Pages that exhaust a parser: each must end in an article or a typed rejection, within time and memory.</summary>
internal static class HtmlHostileArea
{
    private const long MaxBytes = 512L * 1024 * 1024;

    // The product's own bound of one page, and what the suites allow beyond it.
    private static readonly TimeSpan ProductTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(CaseFolder folder, Tally tally)
    {
        var slowest = (Time: TimeSpan.Zero, Id: "");
        foreach (var one in folder.Cases("html-hostile/generated.jsonl"))
        {
            await tally.JudgeAsync(one, () => Judge(Build(one), one.Id));
        }

        foreach (var one in folder.Cases("html-hostile/files.jsonl"))
        {
            await tally.JudgeAsync(one, () => Judge(folder.Bytes(one), one.Id));
        }

        tally.Note(string.Create(CultureInfo.InvariantCulture, $"the slowest page took {slowest.Time.TotalSeconds:0.00} s: {slowest.Id}"));

        string? Judge(byte[] bytes, string id)
        {
            var page = new Page(bytes, new Uri("https://news.example/story")) { ContentType = "text/html" };
            var (time, memory) = Measured.Run(() => ArticleExtractor.Extract(page, ExtractionOptions.Default with { MaxTime = ProductTime }, CancellationToken.None));
            slowest = time > slowest.Time ? (time, id) : slowest;
            return time > MaxTime ? string.Create(CultureInfo.InvariantCulture, $"took {time.TotalSeconds:0.0} s")
                : memory > MaxBytes ? $"held {memory >> 20} MB"
                : null;
        }
    }

    private static byte[] Build(Case one)
    {
        var unit = one.Text("unit")!;
        var count = int.Parse(one.Text("n")!, CultureInfo.InvariantCulture);
        var numbered = unit.Contains("{i}", StringComparison.Ordinal);
        var page = new StringBuilder(one.Text("prefix"));
        for (var i = 0; i < count; i++)
        {
            page.Append(numbered ? unit.Replace("{i}", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) : unit);
        }

        return Encoding.UTF8.GetBytes(page.Append(one.Text("suffix")).ToString());
    }
}
