using System.Globalization;
using NewsPlatform.Extraction.Authors;
using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Dates;
using NewsPlatform.Extraction.Kinds;
using NewsPlatform.Extraction.Language;
using NewsPlatform.Extraction.Quality;
using NewsPlatform.Extraction.Rejection;
using NewsPlatform.Extraction.Rights;
using NewsPlatform.Extraction.Sites;
using NewsPlatform.Extraction.Titles;
using NewsPlatform.Text;

namespace NewsPlatform.Extraction.PlainText;

/// <summary>Takes the article out of a page's visible text, where no markup tells its parts.</summary>
internal static class PlainTextExtractor
{
    private const int MaxLines = 50_000;

    /// <summary>The article, or why the text is none.</summary>
    public static ExtractionResult Extract(Page page, string text, ExtractionOptions options, CancellationToken cancellationToken)
    {
        var lines = TextLine.Split(text, MaxLines);
        cancellationToken.ThrowIfCancellationRequested();
        if (lines.Count == 0)
        {
            return Reject(RejectionReason.Empty, 0.95, "The text is blank.", null);
        }

        if (IsNoise(text))
        {
            return Reject(RejectionReason.NotText, 0.8, "The characters are no language's.", null);
        }

        if (TextOutline.Of(lines) is not { } outline)
        {
            return Short(page, lines, 0);
        }

        var seen = page.Site is { Observe: true } ? SiteLines.Observe(lines, outline, page.Url) : null;
        List<Evidence> removed = [];
        if (page.Site?.Profile is { } profile)
        {
            (outline, removed) = SiteLines.Mark(profile, lines, outline, page.Url);
        }

        var (blocks, cut) = TextBody.Build(lines, outline, options.MaxBlocks);
        var body = Prose.Of(blocks);
        var (length, _) = TextMeasure.Of(body);
        if (length < 900 && Short(page, lines, length) is { Rejection.Reason: not RejectionReason.TooShort } refused)
        {
            return refused;
        }

        if (length < options.MinTextLength)
        {
            return Short(page, lines, length);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var title = Title(page, lines, outline, blocks);
        var language = LanguageReader.Read(null, null, body);
        var words = TextMeasure.Words(body);
        return ExtractionResult.Of(new ExtractedArticle
        {
            Kind = KindReader.Read(null, null, page.Url, null, length, 0, title.Value, blocks),
            CanonicalUrl = new(page.Url, new(EvidenceMethod.Url, null, null, 0.6)),
            Title = title,
            Standfirst = Standfirst(page, lines, outline),
            Authors = Authors(page, lines, outline),
            Published = Published(page, lines, outline),
            Language = language,
            Breadcrumbs = Breadcrumbs(lines, outline),
            Dateline = DatelineReader.Of(blocks),
            Blocks = blocks,
            Text = body,
            Markdown = MarkdownWriter.Write(blocks),
            Html = HtmlWriter.Write(blocks),
            Rights = new RightsSignals(null, lines.FirstOrDefault(static line => line.Words < 30 && line.Text.Contains('©', StringComparison.Ordinal))?.Text, null, null, null, false),
            Completeness = cut ? Completeness.Truncated : Completeness.Full,
            WordCount = words,
            Signature = TextSignature.Of(body),
            Flags = [QualityFlags.PlainText, .. cut ? [QualityFlags.TruncatedBlocks] : Array.Empty<string>(), .. QualityFlags.Of(blocks, body, words, language, graph: null)],
            Removed = removed,
            Seen = seen,
        });
    }

    private static Sourced<string> Title(Page page, List<TextLine> lines, TextOutline outline, List<Block> blocks)
    {
        var others = new List<Candidate<string>>();
        if (page.Feed?.Title is { Length: > 0 } feed)
        {
            others.Add(new(feed, new(EvidenceMethod.Feed, "title", feed, 0.7)));
        }

        if (outline.Title >= 0)
        {
            return new(lines[outline.Title].Text, new(EvidenceMethod.Text, Line(outline.Title), null, outline.Breadcrumb >= 0 ? 0.9 : 0.7), others);
        }

        if (others.Count > 0)
        {
            return new(others[0].Value, others[0].Evidence);
        }

        var text = blocks[0].PlainText;
        return new(text.Length > 80 ? text[..80] : text, new(EvidenceMethod.Body, "first block", null, 0.1));
    }

    private static Sourced<string>? Standfirst(Page page, List<TextLine> lines, TextOutline outline) =>
        outline.Standfirst >= 0 ? new(lines[outline.Standfirst].Text, new(EvidenceMethod.Text, Line(outline.Standfirst), null, 0.8))
        : page.Feed?.Summary is { Length: > 0 } summary ? new(summary, new(EvidenceMethod.Feed, "summary", null, 0.5)) : null;

    private static List<Sourced<Author>> Authors(Page page, List<TextLine> lines, TextOutline outline)
    {
        var authors = new List<Sourced<Author>>();
        for (var i = Math.Max(0, outline.Title - 2); i <= outline.BodyStart && authors.Count == 0; i++)
        {
            if (lines[i].IsByline)
            {
                authors.AddRange(AuthorNames.Split(lines[i].Text).Select(name =>
                    new Sourced<Author>(new(name, AuthorNames.TypeOf(name), null), new(EvidenceMethod.Text, Line(i), lines[i].Text, 0.7))));
            }
        }

        foreach (var name in authors.Count == 0 ? page.Feed?.Authors ?? [] : [])
        {
            authors.Add(new(new(name, AuthorNames.TypeOf(name), null), new(EvidenceMethod.Feed, "author", name, 0.6)));
        }

        return authors;
    }

    /// <summary>
    /// A date counts when its line says that it is the publication's, or stands between headline and text. A date above the headline
    /// is the clock of the page that was rendered.
    /// </summary>
    private static Sourced<NewsDate>? Published(Page page, List<TextLine> lines, TextOutline outline)
    {
        var dates = new DateCandidates(page.FetchedAt);
        for (var i = Math.Max(0, outline.Title); i < outline.BodyEnd; i++)
        {
            var line = lines[i];
            if (line.IsProse || line.Words > 25 || (DateWords.SaysModified(line.Text) && !DateWords.SaysPublished(line.Text)))
            {
                continue;
            }

            var says = DateWords.SaysPublished(line.Text);
            if (says || (outline.Title >= 0 && i > outline.Title && i < outline.BodyStart))
            {
                dates.Add(DateReader.Read(line.Text), EvidenceMethod.Text, Line(i), line.Text, says ? 0.8 : 0.65);
            }
        }

        if (page.Feed?.Published is { } entry)
        {
            dates.Add(new(entry, DatePrecision.Second, true), EvidenceMethod.Feed, "published", null, 0.85);
        }

        dates.Add(DateReader.FromPath(page.Url.AbsolutePath), EvidenceMethod.Url, "path", page.Url.AbsolutePath, 0.68);
        return dates.Best();
    }

    private static List<string> Breadcrumbs(List<TextLine> lines, TextOutline outline)
    {
        var crumbs = new List<string>();
        if (outline.Breadcrumb < 0)
        {
            return crumbs;
        }

        // The path and the headline run together: "HomeWorldHeadline ...". Cut the headline, then at separators and capitals.
        var line = lines[outline.Breadcrumb].Text;
        var title = lines[outline.Title].Text;
        var at = line.IndexOf(title[..Math.Min(title.Length, 20)], StringComparison.OrdinalIgnoreCase);
        var path = at > 0 ? line[..at] : "";
        var start = 0;
        for (var i = 1; i <= path.Length && path.Length < 200; i++)
        {
            if (i == path.Length || path[i] is '>' or '»' or '›' or '/' or '|' || (char.IsUpper(path[i]) && char.IsLower(path[i - 1])))
            {
                var crumb = path[start..i].Trim(' ', '>', '»', '›', '/', '|');
                if (crumb.Length > 1 && crumbs.Count < 8)
                {
                    crumbs.Add(crumb);
                }

                start = i;
            }
        }

        return crumbs;
    }

    /// <summary>Why a short text is no article.</summary>
    private static ExtractionResult Short(Page page, List<TextLine> lines, int length)
    {
        var visible = string.Join('\n', lines.Take(60).Select(static line => line.Text));
        visible = visible.Length > 4000 ? visible[..4000] : visible;
        if (page.Status is >= 400 and < 600)
        {
            return Reject(page.Status is 404 or 410 ? RejectionReason.SoftNotFound : RejectionReason.ErrorPage, 0.99, "The server answered with an error status.", page.Status.Value.ToString(CultureInfo.InvariantCulture));
        }

        var folded = JudgedText.Fold(visible);
        foreach (var (reason, phrases) in (ReadOnlySpan<(RejectionReason, PhraseList)>)
            [(RejectionReason.BotChallenge, PageTexts.Challenge), (RejectionReason.SoftNotFound, PageTexts.Missing), (RejectionReason.ErrorPage, PageTexts.Error),
             (RejectionReason.ParkedDomain, PageTexts.Parked), (RejectionReason.AppShell, PageTexts.Script)])
        {
            if (visible.Length < 1500 && phrases.MayBeIn(folded) && Said(phrases, folded) is { } phrase)
            {
                return Reject(reason, 0.8, "The text says so.", phrase);
            }
        }

        if (PageTexts.Wall.Count(folded) >= 2 && PageTexts.Wall.Count(folded) + PageTexts.Consent.Count(folded) is var consent and >= 4 && consent * 220 > visible.Length)
        {
            return Reject(RejectionReason.CookieWall, 0.8, "The text is a consent dialogue.", null);
        }

        return Reject(RejectionReason.TooShort, 0.7, "There is too little running text.", length.ToString(CultureInfo.InvariantCulture) + " characters");
    }

    // A phrase that makes up a fair part of its sentence: a report that mentions an error says more in it.
    private static string? Said(PhraseList phrases, string folded)
    {
        foreach (var line in folded.Split('\n'))
        {
            foreach (var sentence in JudgedText.Sentences(line))
            {
                if (phrases.Find(sentence) is { } match && match.Length * 5 >= sentence.Length)
                {
                    return match.Phrase;
                }
            }
        }

        return null;
    }

    private static bool IsNoise(string text)
    {
        int letters = 0, others = 0;
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, 20_000)))
        {
            if (char.IsLetter(c))
            {
                letters++;
            }
            else if (!char.IsWhiteSpace(c))
            {
                others++;
            }
        }

        return letters * 2 < others || text.AsSpan(0, Math.Min(text.Length, 20_000)).Count('\uFFFD') * 10 > letters + others;
    }

    private static string Line(int index) => TextLine.PlaceOf(index);

    private static ExtractionResult Reject(RejectionReason reason, double score, string explanation, string? raw) =>
        ExtractionResult.Of(new PageRejection(reason, score, explanation, [new Evidence(EvidenceMethod.Text, null, raw, score)]));
}
