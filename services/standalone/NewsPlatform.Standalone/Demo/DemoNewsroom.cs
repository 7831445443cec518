using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NewsPlatform.Standalone.Demo;

/// <summary>
/// A small news web of invented articles, for a first look and for tests: two titles in several languages and in the
/// looks of several content management systems, with all that surrounds articles on real pages.
/// </summary>
/// <remarks>Nothing in it changes after loading; the caller keeps count of visits.</remarks>
public sealed class DemoNewsroom
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ILookup<string, DemoPage> versions;
    private readonly DemoPageRenderer renderer;
    private readonly byte[] picture;

    private DemoNewsroom(IReadOnlyList<DemoPage> pages, DemoPageRenderer renderer, byte[] picture)
    {
        Pages = pages;
        versions = pages.ToLookup(page => page.Path, StringComparer.Ordinal);
        this.renderer = renderer;
        this.picture = picture;
    }

    /// <summary>Every page in every version, ordered by path and version.</summary>
    public IReadOnlyList<DemoPage> Pages { get; }

    /// <summary>Reads the newsroom from the assembly.</summary>
    public static DemoNewsroom Load()
    {
        var pages = DemoContent.Names("Pages/")
            .Select(name => DemoPageFile.Parse(name, DemoContent.Text(name)))
            .OrderBy(page => page.Path, StringComparer.Ordinal).ThenBy(page => page.AfterVisits)
            .ToList();
        var templates = DemoContent.Names("Templates/").ToDictionary(
            name => Path.GetFileNameWithoutExtension(name),
            name => DemoTemplate.Parse(name, DemoContent.Text(name)),
            StringComparer.Ordinal);
        var wording = JsonSerializer.Deserialize<Dictionary<string, DemoWording>>(DemoContent.Text("wording.json"), Json)!;
        return new DemoNewsroom(pages, new DemoPageRenderer(templates, wording), DemoContent.Bytes("Media/picture.png"));
    }

    /// <summary>What should become of each address, for tests: see <see cref="DemoExpectation"/>.</summary>
    public static IReadOnlyList<DemoExpectation> Expectations() =>
        JsonSerializer.Deserialize<List<DemoExpectation>>(DemoContent.Text("expected.json"), Json)!;

    /// <summary>The text of a plain-text sample, by the name that <see cref="Expectations"/> gives it.</summary>
    public static string SampleText(string name) => DemoContent.Text(name);

    /// <summary>Answers a request.</summary>
    /// <param name="path">Path of the request, without the query: no page of the newsroom depends on that.</param>
    /// <param name="origin">Scheme, host and port that the newsroom is reached at.</param>
    /// <param name="visits">How often a path was handed out before this request.</param>
    /// <param name="now">The time that the head of a page shows.</param>
    public DemoResponse Respond(string path, Uri origin, Func<string, int> visits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(visits);

        var root = origin.GetLeftPart(UriPartial.Authority);
        var current = versions.Select(group => Current(group, visits)).ToList();
        if (DemoFeeds.TryWrite(path, root, current, out var contentType, out var machineText))
        {
            var bytes = Encoding.UTF8.GetBytes(machineText);
            return new DemoResponse(200, contentType, bytes)
            {
                ETag = Tag(bytes),
                Headers = Headers("public, max-age=30"),
            };
        }

        if (path.StartsWith("/media/", StringComparison.Ordinal) && path.EndsWith(".png", StringComparison.Ordinal))
            return new DemoResponse(200, "image/png", picture) { ETag = Tag(picture), Headers = Headers("public, max-age=86400") };

        if (path == "/assets/site.js")
            return new DemoResponse(200, "text/javascript; charset=utf-8", "void 0;\n"u8.ToArray()) { Headers = Headers("public, max-age=86400") };

        if (!versions.Contains(path))
            return new DemoResponse(404, "text/html; charset=utf-8", "<!doctype html><title>Not found</title><h1>Not found</h1>\n"u8.ToArray());

        var page = Current(versions[path], visits);
        if (page.FirstStatus is { } first && visits(path) == 0)
        {
            var headers = Headers("no-store");
            if (first == (int)HttpStatusCode.TooManyRequests)
                headers["Retry-After"] = "1";
            return new DemoResponse(first, "text/plain; charset=utf-8", "Please slow down.\n"u8.ToArray()) { Headers = headers };
        }

        return Answer(page, root, current, now);
    }

    private DemoResponse Answer(DemoPage page, string root, List<DemoPage> current, DateTimeOffset now)
    {
        if (page.Template == "hex")
            return new DemoResponse(page.Status, page.ContentType, Convert.FromHexString(page.Body.ReplaceLineEndings("")));

        var (text, tagged) = renderer.Render(page, root, current, now);
        var response = new DemoResponse(page.Status, page.ContentType, Encode(text, page.Charset))
        {
            Headers = Headers(page.Status == 200 ? "public, max-age=60" : "no-store"),
        };
        if (page.Location is { } location)
            return response with { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Location"] = root + location } };
        return page.Status != 200 ? response : response with
        {
            ETag = Tag(Encoding.UTF8.GetBytes(tagged)),
            LastModified = page.Modified ?? page.Published,
        };
    }

    private static DemoPage Current(IEnumerable<DemoPage> ofPath, Func<string, int> visits) =>
        ofPath.Last(page => page.AfterVisits == 0 || page.AfterVisits <= visits(page.Path));

    private static Dictionary<string, string> Headers(string cacheControl) =>
        new(StringComparer.OrdinalIgnoreCase) { ["Cache-Control"] = cacheControl };

    private static string Tag(byte[] content) => $"W/\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\"";

    private static byte[] Encode(string text, string charset)
    {
        if (charset == "utf-8")
            return Encoding.UTF8.GetBytes(text);

        // What the old charset lacks (a headline in another script, in a list) becomes a character reference, as old systems did.
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(charset, new EncoderReplacementFallback("\0"), DecoderFallback.ExceptionFallback)!;
        var references = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii || encoding.GetBytes(rune.ToString())[0] != 0)
                references.Append(rune.ToString());
            else
                references.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};");
        }

        return encoding.GetBytes(references.ToString());
    }
}
