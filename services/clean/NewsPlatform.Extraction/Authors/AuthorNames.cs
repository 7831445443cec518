using System.Text.RegularExpressions;
using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.Authors;

/// <summary>Reads names out of bylines.</summary>
internal static partial class AuthorNames
{
    private static readonly string[] Organisations =
    [
        "reuters", "associated press", "ap", "afp", "dpa", "efe", "ansa", "bloomberg", "staff", "redaktion", "redaction", "rédaction", "redacción", "redação", "redazione", "editorial", "editors", "newsroom",
        "news", "team", "desk", "agency", "agencies", "agencia", "agence", "press", "bureau", "correspondent", "magazine", "times", "post", "tribune", "network", "service", "media", "tv", "radio", "online", "admin",
        "sid", "apa", "kna", "epd", "pti", "ians", "ani", "xinhua", "tass", "online-redaktion", "associates", "institute", "university", "foundation", "inc", "ltd", "gmbh", "group",
    ];

    private static readonly string[] Starts = ["By ", "BY ", "by ", "Von ", "VON ", "Par ", "PAR ", "Por ", "POR ", "Di ", "Door ", "بقلم ", "लेखक ", "文 "];

    /// <summary>The names in a byline such as "By Ann Lee and Bo Chen, Political Editors"; empty when it holds none.</summary>
    public static List<string> Split(string byline)
    {
        var names = new List<string>();
        var at = byline.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme : byline.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            // A handle or address behind the name: cut at the word that is one.
            byline = byline[..Math.Max(0, byline.LastIndexOfAny([' ', '|', '(', ','], at))];
        }

        var text = TitleMeasure.Fold(byline.AsSpan(0, Math.Min(byline.Length, 400)));
        text = Prefix().Replace(text, "");
        text = Tail().Replace(text, "");
        foreach (var part in Separators().Split(text))
        {
            var name = Role().Replace(Prefix().Replace(part.Trim(), ""), "").Trim(' ', ',', '.', ':', '|', '-', '–', '—', '(', ')', '/', '•', '·', '*', '"', '„', '“');
            if (IsName(name) && !names.Contains(name, StringComparer.OrdinalIgnoreCase) && names.Count < 20)
            {
                names.Add(name);
            }
        }

        return names;
    }

    /// <summary>Whether a line begins as a byline does.</summary>
    public static bool StartsByline(string text)
    {
        foreach (var start in Starts)
        {
            if (text.StartsWith(start, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return text.StartsWith("Autor:", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a text can be a name.</summary>
    public static bool IsName(string name)
    {
        if (name.Length is < 2 or > 70 || name.Contains("://", StringComparison.Ordinal) || name.Contains('@', StringComparison.Ordinal)
            || name.AsSpan().IndexOfAnyInRange('0', '9') >= 0 || name.Contains('|', StringComparison.Ordinal) || !char.IsLetter(name[0]))
        {
            return false;
        }

        var words = TitleMeasure.Words(name);
        var first = name[0];
        return (words <= 6 || first >= '\u3040') && !(char.IsLower(first) && words > 1 && !Particle().IsMatch(name)) && !NotName().IsMatch(name);
    }

    /// <summary>A person, or an organisation by the words of its name.</summary>
    public static AuthorType TypeOf(string name)
    {
        foreach (var word in name.Split([' ', '/', '.'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Array.Exists(Organisations, known => word.Equals(known, StringComparison.OrdinalIgnoreCase)))
            {
                return AuthorType.Organisation;
            }
        }

        return name.Contains("associated press", StringComparison.OrdinalIgnoreCase) ? AuthorType.Organisation : AuthorType.Person;
    }

    [GeneratedRegex(@"^\s*((written|posted|published|reported|story|article|words|text|reporting|edited)\s+)?(by|von|vom|par|por|di|da|door|av|af|przez|autor(in|en)?|author|auteur|texte|text|fotos?|автор|記者|记者|作者|文|بقلم|كتب(ت)?|लेखक|द्वारा)\s*[:：]?\s+|^(by|von|autor|author|text|作者|記者|记者|文|بقلم|लेखक)\s*[:：]\s*", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Prefix();

    // Anything behind a date, a bar or a verb of time is no name.
    [GeneratedRegex(@"\s*(\||•|·|\bpublished\b|\bveröffentlicht\b|\bpublié\b|\bpublicado\b|\bpubblicato\b|\bgepubliceerd\b|\baktualisiert\b|\bmis à jour\b|\bactualizado\b|\batualizado\b|نشر في|प्रकाशित|公開|\bupdated\b|\bposted\b|\bfollow\b|\bon (mon|tues|wednes|thurs|fri|satur|sun)day|\bon (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{1,2}[./:]\d|\b(19|20)\d\d\b|\d+ (min|hour|day)).*$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Tail();

    [GeneratedRegex(@"\s*[,;/|、&]\s*|\s+(and|und|et|y|e|og|och|en|i|with|mit)\s+|\s{2,}", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Separators();

    [GeneratedRegex(@"\s*(\(|\[|\s[-–—]\s|\bin [A-ZÄÖÜ]|\bfor (the|[A-Z])).*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Role();

    [GeneratedRegex(@"^(de|van|von|der|den|la|le|di|da|dos|el|al|bin|ten|ter|zu|af|av|d')\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Particle();

    [GeneratedRegex(@"^(about|more|view|see|read|all|von|vom|par|por|di|da|door|av|af|przez|contact|share|follow|subscribe|comments?|advertisement|home|menu|author|authors|autor|by|email|twitter|facebook|guest|unknown|anonymous|null|none|undefined|n/a|super user|senior|chief|editor|writer|reporter|correspondent|contributor|contributing|political|staff writer|freelance|associate|deputy|managing|executive|director|professor|lecturer|redakteur(in)?|journalist(in)?|journaliste|بقلم|كتب|लेखक|updated?|published|posted|uhr|january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\b(editor|reporter|writer|correspondent|contributor|columnist|analyst|producer|fellow)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex NotName();
}
