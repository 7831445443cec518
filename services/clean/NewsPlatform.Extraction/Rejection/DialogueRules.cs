using NewsPlatform.Extraction.Body;

namespace NewsPlatform.Extraction.Rejection;

/// <summary>Pages that ask the reader for something first: consent, a name and password, a search.</summary>
internal static class DialogueRules
{
    private static readonly string[] LoginPaths = ["login", "log-in", "signin", "sign-in", "logon", "anmelden", "connexion", "account", "konto", "logowanie", "acceso", "entrar", "inloggen", "auth", "sso"];

    private static readonly string[] SearchPaths =
        ["search", "suche", "suchen", "recherche", "rechercher", "buscar", "busca", "buscador", "busqueda", "cerca", "ricerca", "pesquisa", "zoeken", "szukaj", "wyszukiwanie", "poisk", "arama", "ara", "find", "hledat", "hledani", "sok", "soeg", "haku", "kereses", "cautare", "hemeroteca"];

    private static readonly string[] SearchFields =
        ["q", "s", "query", "search", "searchword", "searchterm", "keyword", "keywords", "kw", "keys", "term", "terms", "text", "wd", "word", "phrase", "suchbegriff", "mot", "texto", "testo", "palavra", "trefwoord", "fraza", "kelime", "find", "k"];

    /// <summary>A consent dialogue and nothing else.</summary>
    public static PageRejection? Consent(JudgedPage page)
    {
        if (page.Prose > 8000 || (page.SaysArticle && page.Run >= 150) || (page.IsRich && (page.SaysArticle || !page.Headings.Exists(static line => PageTexts.Wall.MayBeIn(line.Text) || PageTexts.Consent.MayBeIn(line.Text)))))
        {
            return null;
        }

        int strong = 0;
        double spoken = 0, all = 0;
        JudgedLine? first = null;
        foreach (var line in page.Lines)
        {
            var wall = PageTexts.Wall.MayBeIn(line.Text) ? PageTexts.Wall.Count(line.Text) : 0;
            // Sentence by sentence to "you", on a page with nothing else.
            wall = wall == 0 && page.IsBare && !page.SaysArticle && Asks(line.Text) ? 1 : wall;
            strong += wall;
            first ??= wall > 0 ? line : null;
            all += line.Text.Length;
            spoken += wall > 0 || (PageTexts.Consent.MayBeIn(line.Text) && PageTexts.Consent.Find(line.Text) is not null) ? line.Text.Length : 0;
        }

        var share = all == 0 ? 0 : spoken / all;
        var reported = strong < 2 || share < 0.45 ? 0 : Reported(page);
        if (strong < 2 || share < 0.45 || reported >= Math.Max(140, spoken * 0.3) || (page.SaysArticle && reported >= 40) || (page.HasHeadline && reported >= 60))
        {
            return null;
        }

        var findings = new Findings(RejectionReason.CookieWall, "The page is a consent dialogue.")
            .Add(strong >= 4 ? 0.7 : strong >= 3 ? 0.6 : 0.5, EvidenceMethod.Text, first?.PlaceOrPath, first?.Text)
            .Add(share >= 0.7 ? 0.5 : 0.3, EvidenceMethod.Text, null, Findings.Number(share * 100, "% of the text is of consent"));
        foreach (var (_, evidence) in page.MarksOf("consent"))
        {
            findings.Add(evidence);
        }

        NoticeRules.Heading(page, PageTexts.Wall, findings, 0.5, 0.25);
        NoticeRules.Heading(page, PageTexts.Consent, findings, 0.4, 0.2);
        return findings.From(0.75);
    }

    // Characters of paragraphs that do not speak to "you" of consent: an article's, be it about cookies, below a banner.
    private static double Reported(JudgedPage page)
    {
        double length = 0;
        for (var i = 0; i < page.Scan.Blocks.Count; i++)
        {
            var block = page.Scan.Blocks[i];
            if (!page.IsTeaser(i) && JudgedPage.IsProse(block, page.Scan.Containers[block.Container].Tag) && !block.Hints.Any(ElementHint.Consent)
                && !(PageTexts.Wall.MayBeIn(block.Text) && PageTexts.Wall.Find(JudgedText.Fold(block.Text)) is not null)
                && !(page.IsBare && !page.SaysArticle && JudgedText.Sentences(JudgedText.Fold(block.Text)).Any(Asks)))
            {
                length += block.Length;
            }
        }

        return length;
    }

    // In the words of whom it speaks to, not inside others: "du" is in "industry", "je" in "sujet".
    private static bool Asks(string sentence) => PageTexts.Ask.MayBeIn(sentence) && PageTexts.Ask.FindWords(sentence);

    /// <summary>A sign-in form and nothing else.</summary>
    public static PageRejection? Login(JudgedPage page)
    {
        if (page.Scan.PasswordFields == 0 || page.Run >= 250 || (page.SaysArticle && page.Run >= 60))
        {
            return null;
        }

        var findings = new Findings(RejectionReason.Login, "The page asks to sign in.")
            .Add(0.4, EvidenceMethod.Html, "input[type=password]", null);
        var before = findings.Score;
        NoticeRules.Heading(page, PageTexts.Login, findings, 0.7, 0.25);
        findings.AddIf(Named(page.Page.Url, LoginPaths), 0.4, EvidenceMethod.Url, "path", page.Page.Url.AbsolutePath);
        // Many sites have a form in a corner of each page.
        if (findings.Score <= before && page.Own >= 500)
        {
            return null;
        }

        var text = JudgedText.Fold(page.Visible);
        var words = PageTexts.Login.MayBeIn(text) ? PageTexts.Login.Count(text) : 0;
        findings.AddIf(page.Own < 200 && page.IsBare, 0.3, EvidenceMethod.Html, "body", Findings.Number(page.Own, "characters of text"));
        findings.AddIf(words >= 2, words >= 4 ? 0.6 : words >= 3 ? 0.5 : 0.3, EvidenceMethod.Text, null, words + " words of signing in");
        return findings.From(page.Teasers >= 4 ? 0.85 : 0.7);
    }

    /// <summary>A list of search results.</summary>
    public static PageRejection? Search(JudgedPage page)
    {
        var url = page.Page.Url;
        var asked = Asked(url);
        var named = Named(url, SearchPaths);
        if ((page.SaysArticle && (asked is null || !named)) || (page.IsRich && asked is null && !named))
        {
            return null;
        }

        var findings = new Findings(RejectionReason.SearchResult, "The page lists search results.");
        findings.AddIf(asked is not null, 0.4, EvidenceMethod.Url, "query", asked);
        findings.AddIf(named, 0.45, EvidenceMethod.Url, "path", url.AbsolutePath);
        NoticeRules.Heading(page, PageTexts.Search, findings, 0.65, 0.2);
        if (asked is { Length: >= 2 })
        {
            var folded = JudgedText.Fold(asked);
            var echo = page.Headings.Find(line => line.Text.Contains(folded, StringComparison.Ordinal));
            findings.AddIf(echo is not null, 0.4, EvidenceMethod.Html, echo?.PlaceOrPath, echo?.Text);
        }

        if (findings.Score > 0)
        {
            NoticeRules.Sentence(page, PageTexts.Search, findings, 0.4);
        }

        // A report about searching may stand at any address; a list has no long text.
        return page.Run >= 600 ? findings.From(0.85) : findings.From(page.Teasers >= 3 ? 0.7 : 0.75);
    }

    // The value of a parameter that a search form would send.
    private static string? Asked(Uri url)
    {
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var name = at < 0 ? "" : pair[..at];
            var field = name.LastIndexOf('[') is var inner and >= 0 ? name[(inner + 1)..].TrimEnd(']') : name;
            if (Array.Exists(SearchFields, known => known.Equals(field, StringComparison.OrdinalIgnoreCase)))
            {
                return Uri.UnescapeDataString(pair[(at + 1)..].Replace('+', ' '));
            }
        }

        return null;
    }

    private static bool Named(Uri url, string[] names)
    {
        var path = url.AbsolutePath.AsSpan();
        foreach (var range in path.SplitAny('/', '.', '_'))
        {
            var segment = path[range];
            foreach (var name in names)
            {
                if (IsNamed(segment, name))
                {
                    return segment.Length <= 30;
                }
            }
        }

        return url.Query.Contains("view=login", StringComparison.OrdinalIgnoreCase) && names == LoginPaths;
    }

    // "search", "search-results", "site-search".
    private static bool IsNamed(ReadOnlySpan<char> segment, string name) =>
        segment.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (segment.Length == name.Length || segment[name.Length] == '-')
        || (segment.EndsWith(name, StringComparison.OrdinalIgnoreCase) && segment.Length > name.Length && segment[^(name.Length + 1)] == '-');
}
