using System.Text.Json;
using System.Text.RegularExpressions;
using NewsPlatform.Extraction.Images;
using NewsPlatform.Training.Ranking;

namespace NewsPlatform.Training.Images;

/// <summary>Reads pages with known pictures and measures their candidates as the product does.</summary>
internal static partial class ImagePages
{
    // By hand: the sets have no page whose head names a logo or a placeholder, the web has many.
    public static RankTrainer<ImageFeature> Trainer { get; } = new() { ByHand = new Dictionary<ImageFeature, double> { [ImageFeature.StandIn] = -4 } };

    /// <summary>The pages of sets that have pictures.</summary>
    public static List<RankedPage> Read(IEnumerable<string> truths) => ReadPage.Each(truths, "image", One);

    private static RankedPage? One(ReadPage read, JsonElement truth)
    {
        var wanted = (truth.ValueKind == JsonValueKind.Array ? truth.EnumerateArray().Select(value => value.GetString()) : [truth.GetString()]).Select(address => File(address ?? "")).ToHashSet();
        var candidates = ImageCandidates.Collect(read.Scan, read.Graph, read.Page.Url, read.Headline, read.First, read.Last);
        return new(
            read.Set,
            read.Id,
            read.Site,
            [.. candidates.Select(candidate => candidate.Features)],
            [.. candidates.Select(candidate => wanted.Contains(File(candidate.Url.AbsoluteUri)))],
            [.. candidates.Select(candidate => candidate.Url.AbsoluteUri)]);
    }

    /// <summary>The file that an address names, without the marks of a size: what two addresses of one picture share.</summary>
    private static string File(string address)
    {
        address = Uri.UnescapeDataString(address);
        address = Inner().Match(address) is { Success: true } inner ? inner.Groups["url"].Value : address;
        var scheme = address.LastIndexOf("://", StringComparison.Ordinal);
        var path = scheme < 0 ? address : address[(scheme + 3)..] is var rest && rest.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? rest[slash..] : "";
        var segments = (path.IndexOfAny(['?', '#']) is var end and >= 0 ? path[..end] : path).Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length == 0)
        {
            return "";
        }

        var name = Size().Replace(Extension().Replace(segments[^1], ""), "");
        return (name.Length < 6 || Empty().IsMatch(name) ? string.Join('/', segments[Math.Max(0, segments.Length - 3)..^1]) + "/" + name : name).ToLowerInvariant();
    }

    [GeneratedRegex("(url|src|image|u)=(?<url>https?[^&]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Inner();

    [GeneratedRegex(@"\.(jpe?g|png|webp|gif|avif|jfif|svg)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Extension();

    [GeneratedRegex(@"[-_]?(\d{2,4}x\d{2,4}|scaled|master|large|small|medium|e\d{10,})$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Size();

    [GeneratedRegex(@"^(original|image|master|default|\d{1,4}|crop|max|w\d+|h\d+)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Empty();
}
