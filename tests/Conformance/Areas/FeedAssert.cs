using System.Collections;
using System.Globalization;
using System.Text.Json;
using NewsPlatform.Crawling.Feeds;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Conformance.Areas;

/// <summary>One assertion of a suite about a field of a feed.</summary>
internal static class FeedAssert
{
    // The product cuts longer texts; the beginning must be right.
    private const int PlainLength = 1_000;

    private static readonly string[] Addresses = ["link", "url", "image", "comments", "feed_url", "id"];

    /// <returns>Why it does not hold, or null.</returns>
    public static string? Judge(JsonElement assert, FeedDocument feed, Uri url, bool urlKnown, bool lenient)
    {
        var canon = Case.TextOf(assert, "canon")!;
        var value = FeedField.Of(feed, canon);
        var expected = assert.TryGetProperty("value", out var given) ? given : default;
        var holds = Case.TextOf(assert, "op") switch
        {
            "eq" => Same(canon, expected, value, url, urlKnown, lenient),
            "ne" => !Same(canon, expected, value, url, urlKnown, lenient),
            "len" => Length(value) == expected.GetInt32(),
            "truthy" => Length(value) > 0,
            "falsy" or "absent" => Length(value) == 0,
            "contains" => Text(value).Contains(expected.ToString(), StringComparison.Ordinal),
            "startswith" => Text(value).StartsWith(expected.ToString(), StringComparison.Ordinal),
            "gt" => Length(value) > expected.GetInt32(),
            "ge" => Length(value) >= expected.GetInt32(),
            "in" => expected.EnumerateArray().Any(each => Same(canon, each, value, url, urlKnown, lenient)),
            _ => true, // paths and keys of the suite's own data model
        };
        return holds ? null : $"{canon} is {Shown.Text(value is string or null ? value : Text(value))}, expected {Case.TextOf(assert, "op")} {Shown.Text(expected.ValueKind == JsonValueKind.Undefined ? null : expected.ToString())}";
    }

    private static int Length(object? value) => value switch
    {
        null => 0,
        string text => text.Length,
        ICollection list => list.Count,
        _ => 1,
    };

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTimeOffset date => date.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        IReadOnlyList<string> names => string.Join(", ", names),
        ICollection list => list.Count.ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static bool Same(string canon, JsonElement expected, object? value, Uri url, bool urlKnown, bool lenient)
    {
        var wanted = expected.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? "" : expected.ToString();
        if (value is DateTimeOffset date)
        {
            // Peers drop fractions of a second.
            return DateTimeOffset.TryParse(wanted, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) && (instant - date).Duration() < TimeSpan.FromSeconds(1);
        }

        if (value is IReadOnlyList<string> names)
        {
            // Readers that have one author take the first or all.
            return string.Equals(wanted, names.Count > 0 ? names[0] : "", StringComparison.Ordinal) || string.Equals(wanted, string.Join(", ", names), StringComparison.Ordinal)
                || (lenient && names.Any(name => Seen(canon, wanted, name)));
        }

        var actual = Text(value);
        if (string.Equals(wanted, actual, StringComparison.Ordinal))
        {
            return true;
        }

        if (Array.Exists(Addresses, name => canon.EndsWith("." + name, StringComparison.Ordinal)) && SameAddress(wanted, actual, url, urlKnown || lenient))
        {
            return true;
        }

        return lenient && Seen(canon, wanted, actual);
    }

    /// <summary>The product's values are plain text; the suites' are text or markup, which often only their format tells.</summary>
    private static bool Seen(string canon, string wanted, string actual)
    {
        if (canon.EndsWith(".language", StringComparison.Ordinal))
        {
            return string.Equals(wanted.Replace('_', '-'), actual.Replace('_', '-'), StringComparison.OrdinalIgnoreCase); // BCP 47 section 2.1.1
        }

        var text = MarkupText.Squeezed(actual);
        return string.Equals(MarkupText.Squeezed(wanted), text, StringComparison.Ordinal) || string.Equals(MarkupText.Of(wanted), text, StringComparison.Ordinal)
            || (text.Length > PlainLength && MarkupText.Of(wanted).StartsWith(text, StringComparison.Ordinal));
    }

    /// <summary>Spellings of one address; without a known document address a suite keeps relative ones.</summary>
    private static bool SameAddress(string wanted, string actual, Uri url, bool resolve) =>
        resolve
        && WebAddress.TryParse(wanted, url, out var one, out _)
        && WebAddress.TryParse(actual, url, out var other, out _)
        && one == other;
}
