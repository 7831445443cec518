using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using NewsPlatform.Extraction.Sites.Rules.Selectors;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Extraction.Sites.Rules;

/// <summary>Reads files of site rules, and says of each fault where it stands.</summary>
internal ref struct SiteRulesReader
{
    private const int MaxErrors = 20;
    private const int MaxSelectors = 300;
    private const int MaxSelectorLength = 400;
    private const int MaxTests = 50;
    private const int MaxText = 2000;
    private const string Known = "site, title, body, author, date, image, strip, keep, prune, profile, tests";

    private static readonly JsonReaderOptions Json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 8 };

    private readonly byte[] bytes;
    private readonly List<SiteRuleError> errors = [];
    private readonly HashSet<string> attributes = new(StringComparer.Ordinal);
    private Utf8JsonReader reader;
    private int selectors;

    private SiteRulesReader(string content)
    {
        bytes = Encoding.UTF8.GetBytes(content);
        reader = new Utf8JsonReader(bytes, Json);
    }

    /// <summary>See <see cref="SiteRules.TryParse"/>.</summary>
    public static bool TryRead(string content, [NotNullWhen(true)] out SiteRules? rules, out IReadOnlyList<SiteRuleError> errors)
    {
        rules = null;
        content = content.TrimStart('\uFEFF');
        if (Encoding.UTF8.GetByteCount(content) > SiteRules.MaxBytes)
        {
            errors = [new(1, 1, FormattableString.Invariant($"The file has more than {SiteRules.MaxBytes} bytes."))];
            return false;
        }

        var self = new SiteRulesReader(content);
        try
        {
            rules = self.File(content);
        }
        catch (JsonException fault)
        {
            var message = fault.Message.Split(" LineNumber:", 2)[0];
            self.errors.Add(new((int)(fault.LineNumber ?? 0) + 1, (int)(fault.BytePositionInLine ?? 0) + 1, "The file is no JSON: " + message));
        }

        catch (InvalidOperationException)
        {
            // What the reader says of a text with half of a surrogate pair in it.
            self.Wrong("The text holds half of a character (\\ud800 to \\udfff without its other half).");
        }

        errors = self.errors;
        rules = self.errors.Count > 0 ? null : rules;
        return rules is not null;
    }

    private SiteRules? File(string content)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Wrong("The rules are a JSON object: { \"site\": \"paper.example\", ... }.");
            return null;
        }

        string? site = null;
        var profile = ProfileUse.Learn;
        var prune = true;
        List<RuleSource> title = [], body = [], author = [], date = [], image = [], strip = [], keep = [];
        List<SiteRuleTest> tests = [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (Member() is { } name)
        {
            if (!seen.Add(name))
            {
                Wrong($"\"{name}\" stands here twice.");
            }

            reader.Read();
            switch (name)
            {
                case "site":
                    site = Site();
                    break;
                case "title":
                    Sources(title, false);
                    break;
                case "body":
                    Sources(body, false);
                    break;
                case "author":
                    Sources(author, false);
                    break;
                case "date":
                    Sources(date, false);
                    break;
                case "image":
                    Sources(image, false);
                    break;
                case "strip":
                    Sources(strip, true);
                    break;
                case "keep":
                    Sources(keep, true);
                    break;
                case "prune":
                    prune = reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : Skip("\"prune\" is true or false.", true);
                    break;
                case "profile":
                    profile = Text("profile") is { } use && Enum.TryParse<ProfileUse>(use, true, out var known) && char.IsAsciiLetter(use[0]) ? known : Skip("\"profile\" is \"learn\", \"pinned\" or \"off\".", ProfileUse.Learn);
                    break;
                case "tests":
                    Tests(tests);
                    break;
                default:
                    Skip($"\"{name}\" is not known; known are {Known}.", 0);
                    break;
            }
        }

        // Reads on to the end: something may stand behind the object.
        reader.Read();
        if (!seen.Contains("site"))
        {
            errors.Add(new(1, 1, "\"site\" is missing: the host that the rules are for, or *. and a domain."));
        }

        return site is null ? null : new SiteRules(content)
        {
            Site = site, Profile = profile, Prune = prune, Title = title, Body = body, Author = author, Date = date, Image = image, Strip = strip, Keep = keep, Tests = tests, Attributes = attributes,
        };
    }

    private string? Site()
    {
        if (Text("site") is not { } text)
        {
            return null;
        }

        var host = text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text;
        host = host.ToLowerInvariant();
        if (host.Length > 253 || Uri.CheckHostName(host) == UriHostNameType.Unknown || !PageUrl.TryParse($"http://{host}/", null, out var url, out _))
        {
            return Skip<string?>($"\"{text}\" is no host; write paper.example, or *.paper.example for all hosts in it.", null);
        }

        // A wildcard over a whole top-level domain would be no site's.
        host = SiteKnowledge.SiteOf(url.ToUri());
        return text[0] != '*' ? host : host.Contains('.', StringComparison.Ordinal) ? "*." + host : Skip<string?>($"\"{text}\" is no site's domain.", null);
    }

    private void Sources(List<RuleSource> into, bool selectorOnly)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            Source(into, selectorOnly);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Skip("A selector or a list of selectors is expected here.", 0);
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                Source(into, selectorOnly);
            }
            else
            {
                Skip("A selector is expected here.", 0);
            }
        }
    }

    private void Source(List<RuleSource> into, bool selectorOnly)
    {
        var text = reader.GetString()!;
        if (text.Length > MaxSelectorLength)
        {
            Wrong(FormattableString.Invariant($"The selector has {text.Length} characters; at most {MaxSelectorLength} are read."));
        }
        else if (++selectors > MaxSelectors)
        {
            Wrong(FormattableString.Invariant($"The file has more than {MaxSelectors} selectors."));
        }
        else
        {
            try
            {
                into.Add(RuleSourceReader.Read(text, attributes, selectorOnly));
            }
            catch (SelectorException fault)
            {
                Wrong($"The selector \"{text}\": {fault.Message}.", fault.Position + 1);
            }
        }
    }

    private void Tests(List<SiteRuleTest> tests)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Skip("\"tests\" is a list of objects.", 0);
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                Skip("A test is an object: { \"url\": \"https://...\", \"contains\": [\"...\"] }.", 0);
            }
            else if (tests.Count == MaxTests)
            {
                Skip(FormattableString.Invariant($"At most {MaxTests} tests are read."), 0);
            }
            else if (Test() is { } test)
            {
                tests.Add(test);
            }
        }
    }

    private SiteRuleTest? Test()
    {
        var (line, column) = Place();
        Uri? url = null;
        string? file = null, title = null;
        List<string> contains = [], lacks = [];
        while (Member() is { } name)
        {
            reader.Read();
            switch (name)
            {
                case "url":
                    url = Text("url") is { } address && Uri.TryCreate(address, UriKind.Absolute, out var web) && web.Scheme is "http" or "https" ? web : Skip<Uri?>("\"url\" is an http address.", null);
                    break;
                case "file":
                    file = Text("file");
                    break;
                case "title":
                    title = Text("title");
                    break;
                case "contains":
                    Texts(contains);
                    break;
                case "lacks":
                    Texts(lacks);
                    break;
                default:
                    Skip($"\"{name}\" is not known; a test has url, file, title, contains, lacks.", 0);
                    break;
            }
        }

        if (url is null && errors.Count < MaxErrors)
        {
            errors.Add(new(line, column, "The test has no \"url\"."));
        }

        return url is null ? null : new SiteRuleTest { Url = url, File = file, Title = title, Contains = contains, Lacks = lacks };
    }

    private void Texts(List<string> into)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            if (Text("value") is { } one)
            {
                into.Add(one);
            }

            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (Text("value") is { } text)
            {
                into.Add(text);
            }
        }
    }

    private string? Text(string name)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return Skip<string?>($"A text is expected here ({name}).", null);
        }

        return reader.GetString() is { Length: > 0 and <= MaxText } text ? text : Skip<string?>(FormattableString.Invariant($"The text ({name}) is empty or has more than {MaxText} characters."), null);
    }

    private string? Member() => reader.Read() && reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;

    private T Skip<T>(string message, T instead)
    {
        Wrong(message);
        reader.Skip();
        return instead;
    }

    private void Wrong(string message, int within = 0)
    {
        if (errors.Count < MaxErrors)
        {
            var (line, column) = Place();
            errors.Add(new(line, column + within, message));
        }
    }

    private (int Line, int Column) Place()
    {
        var before = bytes.AsSpan(0, (int)reader.TokenStartIndex);
        return (before.Count((byte)'\n') + 1, before.Length - (before.LastIndexOf((byte)'\n') + 1) + 1);
    }
}
