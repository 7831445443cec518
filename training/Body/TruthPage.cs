using System.IO.Compression;
using System.Text.Json;
using NewsPlatform.Extraction;

namespace NewsPlatform.Training.Body;

/// <summary>A page of a set with what the set knows of its text.</summary>
/// <param name="Set">Name of the set.</param>
/// <param name="Id">Id in the set.</param>
/// <param name="Site">Its site: folds never part one.</param>
/// <param name="Page">The page as the extractor takes it.</param>
/// <param name="Body">The true text; null when only segments are known.</param>
/// <param name="Optional">Paragraphs that may or may not be taken.</param>
/// <param name="With">Segments that belong to the text.</param>
/// <param name="Without">Segments that do not.</param>
internal sealed record TruthPage(
    string Set, string Id, string Site, Page Page, string? Body, IReadOnlyList<string> Optional, IReadOnlyList<string> With, IReadOnlyList<string> Without)
{
    /// <summary>Sets with a neutral truth of the body.</summary>
    public static IReadOnlyList<string> Sets { get; } = ["scrapinghub", "fundus", "fundus_eval", "aef", "wcxb", "magic", "cwce", "trafilatura"];

    /// <summary>Reads the pages of all sets.</summary>
    /// <param name="folder">The folder of the sets.</param>
    public static List<TruthPage> Read(string folder)
    {
        var pages = new List<TruthPage>();
        foreach (var set in Sets)
        {
            foreach (var line in File.ReadLines(Path.Combine(folder, set, "truth.jsonl")))
            {
                using var json = JsonDocument.Parse(line);
                var root = json.RootElement;
                var id = root.GetProperty("id").GetString()!;
                using var file = File.OpenRead(Path.Combine(folder, set, "pages", id + ".html.gz"));
                using var unzipped = new GZipStream(file, CompressionMode.Decompress);
                using var bytes = new MemoryStream();
                unzipped.CopyTo(bytes);
                var url = Uri.TryCreate(root.GetProperty("url").GetString(), UriKind.Absolute, out var address) ? address : new Uri("http://unknown.invalid/");
                pages.Add(new(
                    set,
                    id,
                    root.GetProperty("site").GetString() ?? id,
                    new Page(bytes.ToArray(), url),
                    root.TryGetProperty("body", out var body) && body.GetString() is { Length: > 0 } text ? text : null,
                    Strings(root, "optional"),
                    Strings(root, "with"),
                    Strings(root, "without")));
            }
        }

        return pages;
    }

    /// <summary>The fold of a site, by a hash that no run changes.</summary>
    public static int Fold(string site, int folds)
    {
        var hash = 2166136261u;
        foreach (var c in site)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return (int)((hash >> 8) % (uint)folds);
    }

    private static List<string> Strings(JsonElement root, string name) =>
        root.TryGetProperty(name, out var values) && values.ValueKind == JsonValueKind.Array ? [.. values.EnumerateArray().Select(v => v.GetString() ?? "")] : [];
}
