using System.IO.Compression;
using System.Text.Json;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Body.Learnt;
using NewsPlatform.Extraction.Charset;
using NewsPlatform.Extraction.Markup;
using NewsPlatform.Extraction.Metadata;
using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Training.Ranking;

/// <summary>A page of a set, read as the product reads it as far as the choice of the article's blocks.</summary>
/// <param name="Set">The set.</param>
/// <param name="Id">Its id in the set.</param>
/// <param name="Site">Its site.</param>
/// <param name="Page">The page.</param>
/// <param name="Scan">What was found in it.</param>
/// <param name="Graph">Its schema.org objects.</param>
/// <param name="SiteName">The site's name.</param>
/// <param name="Headline">The block that is the headline, or -1.</param>
/// <param name="First">The first block of the text.</param>
/// <param name="Last">The last.</param>
internal sealed record ReadPage(string Set, string Id, string Site, Page Page, PageScan Scan, JsonLdGraph Graph, string? SiteName, int Headline, int First, int Last)
{
    /// <summary>Reads the pages of several sets that have a field, and takes from each what a trainer wants.</summary>
    /// <param name="truths">Files <c>truth.jsonl</c> with <c>id</c>, <c>url</c> and <c>site</c>, pages in <c>pages/ID.html.gz</c> beside them.</param>
    /// <param name="field">The field that a page must have.</param>
    /// <param name="take">Makes something of a page and the true value; null leaves it out.</param>
    public static List<T> Each<T>(IEnumerable<string> truths, string field, Func<ReadPage, JsonElement, T?> take)
        where T : class
    {
        var lines = truths.SelectMany(truth => File.ReadLines(truth).Select(line => (Folder: Path.GetDirectoryName(Path.GetFullPath(truth))!, Line: line)));
        return [.. lines.AsParallel().AsOrdered().Select(one => One(one.Folder, one.Line, field, take)).OfType<T>()];
    }

    private static T? One<T>(string folder, string line, string field, Func<ReadPage, JsonElement, T?> take)
        where T : class
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        if (!root.TryGetProperty(field, out var truth) || truth.ValueKind is JsonValueKind.Null
            || !Uri.TryCreate(root.GetProperty("url").GetString(), UriKind.Absolute, out var url))
        {
            return null;
        }

        var id = root.GetProperty("id").GetString()!;
        var bytes = Unpacked(Path.Combine(folder, "pages", id + ".html.gz"));
        var page = new Page(bytes, url);
        using var document = PageParser.Parse(CharsetDecoder.Decode(bytes, null).Text, ExtractionOptions.Default, CancellationToken.None);
        var scan = PageWalker.Walk(document, url, CancellationToken.None);
        var graph = JsonLdGraph.Read(scan.JsonLd, url, ExtractionOptions.Default.MaxJsonLdBytes);
        var site = SiteFacts.SiteName(scan, graph);
        var title = TitleReader.Read(scan, graph, page, site)?.Value ?? "";
        BlockWeights.Apply(scan, ArticleAssembler.ArticleBody(graph), title);
        var body = BodyFinder.Find(scan, title);
        body = ExtractionOptions.Default.BodyModel.Value is { } model ? LearntBody.Choose(model, scan, body, title, ArticleAssembler.Description(scan, graph)) : body;
        var (first, last) = body.Kept.Count > 0 ? (body.Kept[0], body.Kept[^1]) : (0, 0);
        var name = root.TryGetProperty("site", out var named) && named.GetString() is { } text ? text : id;
        return take(new(Path.GetFileName(folder), id, name, page, scan, graph, site, ArticleAssembler.Headline(scan, title), first, last), truth);
    }

    private static byte[] Unpacked(string file)
    {
        using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
