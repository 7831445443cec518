using System.IO.Compression;
using System.Text;
using System.Text.Json;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Charset;
using NewsPlatform.Extraction.Markup;
using NewsPlatform.Extraction.Metadata;
using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Training.Titles;

/// <summary>Reads pages with known titles and measures their candidates as the product does.</summary>
internal static class TitlePages
{
    /// <summary>The pages of a set: <c>truth.jsonl</c> with <c>id</c>, <c>url</c>, <c>site</c> and <c>title</c>, pages in <c>pages/ID.html.gz</c> beside it.</summary>
    public static IEnumerable<TitlePage> Read(string truth)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(truth))!;
        foreach (var line in File.ReadLines(truth))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (!root.TryGetProperty("title", out var value) || value.GetString() is not { Length: > 0 } title)
            {
                continue;
            }

            var bytes = Unpacked(Path.Combine(folder, "pages", root.GetProperty("id").GetString() + ".html.gz"));
            var page = new Page(bytes, new Uri(root.GetProperty("url").GetString()!));
            using var document = PageParser.Parse(CharsetDecoder.Decode(bytes, null).Text, ExtractionOptions.Default, CancellationToken.None);
            var scan = PageWalker.Walk(document, page.Url, CancellationToken.None);
            var graph = JsonLdGraph.Read(scan.JsonLd, page.Url, ExtractionOptions.Default.MaxJsonLdBytes);
            var candidates = TitleCandidates.Collect(scan, graph, page, SiteFacts.SiteName(scan, graph));
            var wanted = Key(title);
            yield return new TitlePage(
                Path.GetFileName(folder),
                Site(root),
                [.. candidates.Select(candidate => candidate.Features)],
                [.. candidates.Select(candidate => Key(candidate.Values[0].Value) == wanted)]);
        }
    }

    private static string Site(JsonElement root) =>
        root.TryGetProperty("site", out var site) && site.GetString() is { } name ? name : root.GetProperty("id").GetString()!;

    private static string Key(string text) => TitleMeasure.Key(text.Normalize(NormalizationForm.FormKC));

    private static byte[] Unpacked(string file)
    {
        using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
