using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NewsPlatform.Extraction.Sites.Rules;
using NewsPlatform.Extraction.Sites.Rules.Selectors;

namespace NewsPlatform.Extraction.Sites.Import;

/// <summary>Reads files of ftr-site-config: a directive a line, XPath behind a colon, named after their site.</summary>
public static class SharedRulesReader
{
    /// <summary>Largest file in characters; the largest of the public collection has 20,000.</summary>
    public const int MaxLength = 200_000;

    private const int MaxLines = 3000;
    private const int MaxTests = 50;

    private static readonly HashSet<string> Unneeded = new(StringComparer.Ordinal)
    {
        // Of fetching and logging in.
        "http_header", "requires_login", "login_uri", "login_username_field", "login_password_field", "login_extra_fields", "not_logged_in_xpath",
        // Of the other tool's parser and its ways out.
        "prune", "tidy", "parser", "autodetect_on_failure", "autodetect_next_page", "insert_detected_image", "convert_double_br_tags", "strip_attr", "post_strip_attr", "strip_comments", "skip_json_ld", "src_lazy_load_attr", "wrap_in",
    };

    /// <summary>Converts a file.</summary>
    /// <param name="fileName">Its name: <c>paper.example.txt</c>, or <c>.paper.example.txt</c> for all hosts in the domain.</param>
    /// <param name="text">Its text.</param>
    /// <param name="reason">Why there are no rules; null when there are.</param>
    /// <returns>The rules; null when the name is no site's, the file is too large, or nothing in it could be taken over.</returns>
    public static SharedRules? Read(string fileName, string text, out string? reason)
    {
        var name = fileName.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? fileName[..^4] : fileName;
        var host = name.TrimStart('.').ToLowerInvariant();
        if (text.Length > MaxLength || Uri.CheckHostName(host) == UriHostNameType.Unknown || !Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var url))
        {
            reason = text.Length > MaxLength ? FormattableString.Invariant($"has more than {MaxLength} characters") : "is not named after a site";
            return null;
        }

        var site = (name[0] == '.' ? "*." : "") + SiteKnowledge.SiteOf(url);
        var draft = new Draft();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (++number > MaxLines)
            {
                break;
            }

            draft.Take(number, line.Trim().ToString());
        }

        return draft.Make(site, out reason);
    }

    private sealed class Draft
    {
        private readonly List<SharedRules.Line> lines = [];
        private readonly List<string> title = [], body = [], author = [], date = [], strip = [];
        private readonly List<(string Url, List<string> Contains)> tests = [];

        public void Take(int number, string text)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (text.Length == 0 || text[0] == '#' || colon <= 0)
            {
                return;
            }

            // "replace_string(old): new"
            var bracket = text.IndexOf('(', StringComparison.Ordinal);
            var directive = (bracket > 0 && bracket < colon ? text[..bracket] : text[..colon]).Trim().ToLowerInvariant();
            var value = text[(colon + 1)..].Trim();
            var reason = Convert(directive, value);
            var fate = reason is null ? SharedRules.Fate.Converted : Unneeded.Contains(directive) ? SharedRules.Fate.NotNeeded : SharedRules.Fate.Lost;
            lines.Add(new(number, directive, text, fate, reason));
        }

        public SharedRules? Make(string site, out string? reason)
        {
            if (!lines.Exists(line => line.Fate == SharedRules.Fate.Converted && line.Directive is not ("test_url" or "test_contains")))
            {
                reason = "nothing in it could be taken over";
                return null;
            }

            var content = Write(site);
            if (!SiteRules.TryParse(content, out var rules, out var errors))
            {
                reason = "the rules would be too large: " + errors[0].Message;
                return null;
            }

            reason = null;
            return new(site, content, rules, lines);
        }

        private string? Convert(string directive, string value)
        {
            switch (directive)
            {
                case "title":
                    return Places(title, value, firstOnly: true, selectorOnly: false);
                case "author":
                    return Places(author, value, firstOnly: false, selectorOnly: false);
                case "date":
                    return Places(date, value, firstOnly: true, selectorOnly: false);
                case "body":
                    return Places(body, value, firstOnly: false, selectorOnly: true);
                case "strip":
                    return Places(strip, value, firstOnly: false, selectorOnly: true);
                case "strip_id_or_class":
                    var word = value.Trim('\'', '"', '.', '#');
                    return word.Length is 0 or > 150 ? "is no name" : Add(strip, $"[id*={Quoted(word)}], [class*={Quoted(word)}]");
                case "strip_image_src":
                    return value.Length is 0 or > 150 ? "is no part of an address" : Add(strip, $"img[src*={Quoted(value.Trim('\'', '"'))}]");
                case "test_url":
                    if (!Uri.TryCreate(value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || value.Length > 1500)
                    {
                        return "is no address";
                    }

                    if (tests.Count >= MaxTests)
                    {
                        return FormattableString.Invariant($"more than {MaxTests} tests");
                    }

                    tests.Add((value, []));
                    return null;
                case "test_contains":
                    if (tests.Count == 0 || value.Length is 0 or > 1500)
                    {
                        return "stands behind no address";
                    }

                    tests[^1].Contains.Add(value);
                    return null;
                default:
                    return Unneeded.Contains(directive) ? "is of no concern to an extractor that only reads" : "has no equal";
            }
        }

        private static string? Places(List<string> into, string xpath, bool firstOnly, bool selectorOnly)
        {
            try
            {
                var converted = XPathToCss.Convert(xpath, firstOnly);
                if (selectorOnly && converted.Any(place => place.Attribute is not null))
                {
                    return "names an attribute, not an element";
                }

                // Alternatives of one line are one body, those of several lines are tried in turn.
                if (selectorOnly)
                {
                    return Add(into, string.Join(", ", converted.Select(place => place.Selector)));
                }

                string? reason = null;
                foreach (var (selector, attribute) in converted)
                {
                    reason ??= Add(into, attribute is null ? selector : $"{selector} @{attribute}");
                }

                return reason;
            }
            catch (XPathException fault)
            {
                return fault.Message;
            }
        }

        private static string? Add(List<string> into, string place)
        {
            try
            {
                RuleSourceReader.Read(place, [], selectorOnly: false);
            }
            catch (SelectorException fault)
            {
                return fault.Message;
            }

            if (place.Length > 400)
            {
                return "the selector would be too long";
            }

            if (!into.Contains(place))
            {
                into.Add(place);
            }

            return null;
        }

        private static string Quoted(string value) => "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

        private string Write(string site)
        {
            var bytes = new MemoryStream();
            using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                json.WriteStartObject();
                foreach (var lost in lines.Where(line => line.Fate == SharedRules.Fate.Lost).Take(100))
                {
                    // A comment ends at the first asterisk with a slash.
                    json.WriteCommentValue(FormattableString.Invariant($" not taken over: {lost.Text} ({lost.Reason}) ").Replace("*/", "* /", StringComparison.Ordinal));
                }

                json.WriteString("site", site);
                foreach (var (name, places) in (ReadOnlySpan<(string, List<string>)>)[("title", title), ("body", body), ("author", author), ("date", date), ("strip", strip)])
                {
                    if (places.Count > 0)
                    {
                        json.WriteStartArray(name);
                        places.ForEach(json.WriteStringValue);
                        json.WriteEndArray();
                    }
                }

                if (tests.Count > 0)
                {
                    WriteTests(json);
                }

                json.WriteEndObject();
            }

            return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
        }

        private void WriteTests(Utf8JsonWriter json)
        {
            json.WriteStartArray("tests");
            foreach (var (url, contains) in tests)
            {
                json.WriteStartObject();
                json.WriteString("url", url);
                if (contains.Count > 0)
                {
                    json.WriteStartArray("contains");
                    contains.ForEach(json.WriteStringValue);
                    json.WriteEndArray();
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }
}
