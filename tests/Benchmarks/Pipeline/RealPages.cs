using System.IO.Compression;
using System.Text.Json;
using NewsPlatform.TestKit;

namespace NewsPlatform.Benchmarks.Pipeline;

/// <summary>The real pages of the shared extraction sets, as served.</summary>
internal static class RealPages
{
    private static readonly string[] Sets = ["scrapinghub", "fundus", "fundus_eval", "aef", "wcxb", "trafilatura", "magic", "postlight"];

    /// <summary>Reads up to <paramref name="limit"/> pages, in a fixed order.</summary>
    public static IReadOnlyList<RealPage> Load(int limit = int.MaxValue)
    {
        var pages = new List<RealPage>();
        foreach (var set in Sets)
        {
            var folder = SharedData.Require($"extraction/{set}");
            foreach (var line in File.ReadLines(Path.Combine(folder, "truth.jsonl")))
            {
                if (pages.Count == limit)
                {
                    return pages;
                }

                using var truth = JsonDocument.Parse(line);
                var id = truth.RootElement.GetProperty("id").GetString()!;
                var path = Path.Combine(folder, "pages", id + ".html.gz");
                if (!File.Exists(path))
                {
                    continue;
                }

                using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
                using var bytes = new MemoryStream();
                file.CopyTo(bytes);
                var encoding = truth.RootElement.TryGetProperty("enc", out var enc) ? enc.GetString() : null;
                pages.Add(new RealPage(bytes.ToArray(), encoding ?? "utf-8"));
            }
        }

        return pages;
    }
}

/// <summary>One page.</summary>
/// <param name="Bytes">As served.</param>
/// <param name="Encoding">The encoding that decodes it.</param>
internal sealed record RealPage(byte[] Bytes, string Encoding);
