using System.Text.Json;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Conformance.Areas;

/// <summary>Addresses: WHATWG parsing and resolving, tracking parameters, internationalised names, public suffixes.</summary>
internal static class UrlsArea
{
    public static async Task RunAsync(CaseFolder folder, Tally tally)
    {
        var skipped = 0;
        foreach (var one in folder.Cases("urls/cases.jsonl"))
        {
            Func<string?>? judge = one.Text("op") switch
            {
                "parse" when one.Is("web") => () => Parsed(one),
                "resolve" => () => Parsed(one),
                "strip-tracking" => () => Stripped(one),
                _ => null,
            };
            if (judge is null)
            {
                skipped++;
                continue;
            }

            await tally.JudgeAsync(one, judge);
        }

        foreach (var one in folder.Cases("urls/idna.jsonl"))
        {
            await tally.JudgeAsync(one, () => HostOf(one));
        }

        foreach (var one in folder.Cases("urls/psl.jsonl"))
        {
            await tally.JudgeAsync(one, () => Shown.Difference("registrable domain", one.Text("expected"), RegistrableDomain.Of(one.Text("input")!)));
        }

        tally.Note($"{skipped} cases not judged: other schemes than http, and other libraries' policies");
    }

    private static string? Parsed(Case one)
    {
        var from = one.Text("base") is { } text && WebAddress.TryParse(text, null, out var document, out _) && WebAddress.TryToUri(document.ToString(), out var uri) ? uri : null;
        var parsed = WebAddress.TryParse(one.Text("input"), from, out var address, out var reason);
        if (one.Is("failure"))
        {
            return parsed ? $"parsed as {address}, expected a failure" : null;
        }

        if (!one.Text("expected")!.StartsWith("http", StringComparison.Ordinal))
        {
            // An address of another scheme is understood when it is refused for that scheme.
            var scheme = one.Text("expected")![..one.Text("expected")!.IndexOf(':', StringComparison.Ordinal)];
            return !parsed && reason.StartsWith($"the scheme '{scheme}' ", StringComparison.Ordinal) ? null : $"{(parsed ? address.ToString() : reason)}, expected the scheme {scheme}";
        }

        return parsed ? Shown.Difference("address", Wanted(one.Text("expected")!), address.ToString()) : $"refused: {reason}";
    }

    /// <summary>The product keeps neither credentials nor fragments.</summary>
    private static string Wanted(string href)
    {
        var hash = href.IndexOf('#', StringComparison.Ordinal);
        href = hash < 0 ? href : href[..hash];
        var start = href.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = href.AsSpan(start).IndexOfAny('/', '?');
        var at = href.LastIndexOf('@', (end < 0 ? href.Length : start + end) - 1);
        return at < start ? href : href[..start] + href[(at + 1)..];
    }

    private static string? Stripped(Case one)
    {
        var parsed = PageUrl.TryParse(one.Text("input"), null, out var url, out var reason);
        if (one.Text("expected") is not { Length: > 0 } expected)
        {
            return parsed ? $"parsed as {url}, expected a failure" : null;
        }

        if (!parsed)
        {
            return $"refused: {reason}";
        }

        return WebAddress.TryParse(expected, null, out var wanted, out _)
            ? Shown.Difference("address", PercentEncoding.Normalise(wanted.ToString()), url!.Value)
            : $"the expectation {expected} is no address";
    }

    private static string? HostOf(Case one)
    {
        var parsed = WebHost.TryParse(one.Text("input")!, out var host) || one.Text("input")!.Length == 0;
        if (one.Json.TryGetProperty("failure", out var failure) && failure.ValueKind == JsonValueKind.True)
        {
            return parsed ? $"accepted as {host}, expected a failure" : null;
        }

        return parsed ? Shown.Difference("host", one.Text("expected"), host) : "refused";
    }
}
