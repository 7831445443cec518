using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Markup;
using NewsPlatform.Extraction.Metadata;

namespace NewsPlatform.Extraction.Titles;

/// <summary>Collects and measures what a page calls its title.</summary>
internal sealed class TitleCandidates
{
    private const int MaxCandidates = 24;
    private const int MaxHeadings = 12;
    private static readonly System.Buffers.SearchValues<string> Kickers = System.Buffers.SearchValues.Create(
        ["kicker", "overline", "over-line", "topline", "dachzeile", "spitzmarke", "roofline", "eyebrow", "catchline", "pretitle", "pre-title", "supertitle", "uptitle", "antetitulo", "occhiello", "surtitre", "bovenkop", "ueberzeile", "oberzeile", "preheadline"],
        StringComparison.OrdinalIgnoreCase);

    // What kind of article it is, as newspapers write it behind a headline.
    private static readonly System.Collections.Frozen.FrozenSet<string> Labels = System.Collections.Frozen.FrozenSet.ToFrozenSet(
        [
            "editorial", "opinion", "analysis", "commentary", "column", "review", "interview", "letters", "obituary", "video", "photos", "explainer", "podcast", "news", "blog", "live", "kommentar", "analyse", "meinung", "kolumne", "leitartikel",
            "glosse", "tribune", "éditorial", "entretien", "opinión", "análisis", "entrevista", "opinião", "commento", "intervista", "opinie", "recensie", "ledare", "debatt", "мнение", "社评", "社論", "评论", "評論", "観点", "社説", "사설", "오피니언",
        ]);

    private static readonly string[] Dividers = [" | ", " - ", " – ", " — ", " · ", " • ", " » ", " « ", " :: ", " / ", " : ", "｜", "|", "_"];

    private readonly List<TitleCandidate> all = new(8);
    private readonly SiteNames site;
    private string? section;

    private TitleCandidates(SiteNames site) => this.site = site;

    /// <summary>The candidates with their features, in no order.</summary>
    public static List<TitleCandidate> Collect(PageScan scan, JsonLdGraph graph, Page page, string? siteName)
    {
        var found = new TitleCandidates(new SiteNames(scan, graph, page.Url, siteName));
        var documentTitle = scan.DocumentTitle;
        var stripped = documentTitle is null ? null : found.site.Strip(documentTitle);
        var open = scan.MetaOf("og:title");
        var twitter = scan.MetaOf("twitter:title");
        var headline = graph.Article?.TextOf("headline") ?? graph.Article?.TextOf("name");
        found.Headings(scan, stripped, open ?? twitter, headline);
        foreach (var mark in scan.Microdata)
        {
            if (mark.Value == "headline" && !mark.Hints.Any(ElementHint.Related | ElementHint.Comments))
            {
                found.Add(mark.Element.GetAttribute("content") ?? ElementText.Of(mark.Element, 400), TitleFeature.Microdata, EvidenceMethod.Microdata, "[itemprop=headline]");
                break;
            }
        }

        found.Add(open, TitleFeature.OpenGraph, EvidenceMethod.OpenGraph, "og:title");
        found.Add(headline, TitleFeature.JsonLd, EvidenceMethod.JsonLd, graph.ArticlePointer + "/headline");
        found.Add(twitter, TitleFeature.Twitter, EvidenceMethod.OpenGraph, "twitter:title");
        found.Add(documentTitle, TitleFeature.DocumentTitle, EvidenceMethod.Html, "title");
        found.Parts(documentTitle, TitleFeature.DocumentTitlePart, TitleFeature.DocumentTitleTail, EvidenceMethod.Html, "title");
        found.Parts(open, TitleFeature.Part, TitleFeature.PartTail, EvidenceMethod.OpenGraph, "og:title");
        found.Parts(headline, TitleFeature.Part, TitleFeature.PartTail, EvidenceMethod.JsonLd, graph.ArticlePointer + "/headline");
        found.Add(page.Feed?.Title, TitleFeature.Feed, EvidenceMethod.Feed, "title");
        found.section = graph.Article?.TextOf("articleSection") is { Length: < 60 } section ? TitleMeasure.Key(section) : null;
        found.Compare(page.Url);
        return found.all;
    }

    private void Headings(PageScan scan, string? documentTitle, string? social, string? headline)
    {
        var (first, count) = (true, 0);
        TitleCandidate? only = null;
        for (var i = 0; i < scan.Headings.Count && count < MaxHeadings; i++)
        {
            var heading = scan.Headings[i];
            if (heading.Hints.Any(ElementHint.Related | ElementHint.Comments | ElementHint.Consent | ElementHint.Hidden))
            {
                continue;
            }

            if (heading.Value != "h1")
            {
                if (documentTitle is not null && ElementText.Of(heading.Element, 400) is { Length: > 8 } second && TitleMeasure.Overlap(second, documentTitle) > 0.8)
                {
                    Add(second, TitleFeature.SecondHeading, EvidenceMethod.Html, "h2");
                }

                continue;
            }

            var text = ElementText.Of(heading.Element, 400);
            if (Add(text, TitleFeature.Heading, EvidenceMethod.Html, "h1") is not { } candidate)
            {
                continue;
            }

            count++;
            only = count == 1 ? candidate : null;
            candidate.Set(TitleFeature.FirstHeading, first ? 1 : 0);
            first = false;
            Measure(scan, i, candidate);
            var agreement = Math.Max(Overlap(text, documentTitle), Math.Max(Overlap(text, social), Overlap(text, headline)));
            candidate.Set(TitleFeature.HeadingAgreement, agreement);
            candidate.Set(TitleFeature.HeadingDisagrees, agreement < 0.35 ? 1 : 0);
            candidate.Set(TitleFeature.HeadingOneWord, TitleMeasure.Words(text) == 1 ? 1 : 0);
            HeadingParts(heading.Element, candidate);
            Parts(text, TitleFeature.Part, TitleFeature.PartTail, EvidenceMethod.Html, "h1");
        }

        only?.Set(TitleFeature.OnlyHeading);
    }

    private static void Measure(PageScan scan, int index, TitleCandidate candidate)
    {
        var heading = scan.Headings[index];
        var end = Math.Min(scan.Blocks.Count, heading.Position + 30);
        for (var next = index + 1; next < scan.Headings.Count; next++)
        {
            if (scan.Headings[next].Value == "h1")
            {
                end = Math.Min(end, scan.Headings[next].Position);
                break;
            }
        }

        var prose = 0;
        for (var i = heading.Position + 1; i < end; i++)
        {
            var block = scan.Blocks[i];
            prose += block.Length >= 80 && block.LinkDensity < 0.35 && !block.Hints.Any(ElementHint.Excluded) ? block.Length : 0;
        }

        candidate.Set(TitleFeature.HeadingBeforeProse, prose >= 200 ? 1 : 0);
        candidate.Set(TitleFeature.HeadingLinked, heading.Position < scan.Blocks.Count && scan.Blocks[heading.Position].LinkDensity > 0.8 ? 1 : 0);
        candidate.Set(TitleFeature.HeadingInChrome, heading.Hints.Any(ElementHint.Excluded) ? 1 : 0);
        candidate.Set(TitleFeature.HeadingNamedTitle, IsNamedTitle(heading.Element.ClassName) || IsNamedTitle(heading.Element.Id) ? 1 : 0);
    }

    private static bool IsNamedTitle(string? names) => names is { Length: < 300 }
        && (names.Contains("title", StringComparison.OrdinalIgnoreCase) || names.Contains("headline", StringComparison.OrdinalIgnoreCase) || names.Contains("heading", StringComparison.OrdinalIgnoreCase));

    /// <summary>The elements of a heading that has several: a kicker, the headline, a second line.</summary>
    private void HeadingParts(PageElement heading, TitleCandidate whole)
    {
        var element = heading;
        for (var depth = 0; depth < 4 && OnlyChild(element) is { } child; depth++)
        {
            element = child;
        }

        var nodes = element.Children;
        if (!Holds(nodes))
        {
            return;
        }

        var own = new TextBuffer();
        var behind = new TextBuffer();
        var kicked = false;
        for (var i = 0; i < nodes.Length && i < 30; i++)
        {
            if (kicked)
            {
                behind.AppendFolded(nodes[i] is PageText rest ? rest.Data.Span : nodes[i] is PageElement next ? ElementText.Of(next, 400) : [], 400);
                behind.AppendFolded(" ", 400);
            }

            kicked |= nodes[i] is PageElement { ClassName: { Length: < 200 } names } && NamesKicker(names);
            if (nodes[i] is PageText data)
            {
                own.AppendFolded(data.Data.Span, 400);
            }
            else if (nodes[i] is PageElement child && child.LocalName is not ("em" or "i" or "b" or "strong" or "br" or "wbr" or "sup" or "sub" or "ruby"))
            {
                AddPart(ElementText.Of(child, 400), whole);
            }
        }

        AddPart(own.ToString().Trim(' ', ':', '|', '-', '–'), whole);
        if (kicked && behind.ToString().Trim(' ', ':', '|', '-', '–', '·', '•') is { Length: > 8 } headline && Add(headline, TitleFeature.BehindKicker, EvidenceMethod.Html, "h1 > *") is { } found && found != whole)
        {
            whole.Set(TitleFeature.KickerElement);
        }
    }

    private static bool NamesKicker(string names) => names.AsSpan().ContainsAny(Kickers) && !names.Contains("headline", StringComparison.OrdinalIgnoreCase) && !names.Contains("title-", StringComparison.OrdinalIgnoreCase);

    private static bool Holds(ReadOnlySpan<PageNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (node is PageElement)
            {
                return true;
            }
        }

        return false;
    }

    private void AddPart(string part, TitleCandidate whole)
    {
        if (part.Length * 5 > whole.Values[0].Value.Length * 2 && part.Length > 8 && TitleMeasure.Key(part) != whole.Key)
        {
            Add(part, TitleFeature.HeadingPart, EvidenceMethod.Html, "h1 > *");
        }
    }

    private static PageElement? OnlyChild(PageElement element)
    {
        PageElement? only = null;
        foreach (var node in element.Children)
        {
            if (node is PageText data && !data.Data.Span.IsWhiteSpace())
            {
                return null;
            }

            if (node is PageElement child)
            {
                if (only is not null)
                {
                    return null;
                }

                only = child;
            }
        }

        return only;
    }

    /// <summary>What stands before the last divider, before the one before it, and behind the first.</summary>
    private void Parts(string? raw, TitleFeature feature, TitleFeature tail, EvidenceMethod method, string place)
    {
        if (raw is null || raw.Length > 400)
        {
            return;
        }

        var text = raw;
        for (var cut = 0; cut < 2 && LastDivider(text) is var (at, _) && at > 0; cut++)
        {
            text = text[..at];
            if (text.Length > 8)
            {
                Add(text, feature, method, place);
            }
        }

        var (start, length) = FirstDivider(raw);
        if (start > 0 && raw.Length - start - length > 8)
        {
            Add(raw[(start + length)..], tail, method, place);
        }
    }

    private static (int At, int Length) LastDivider(string text)
    {
        var best = (At: -1, Length: 0);
        foreach (var divider in Dividers)
        {
            var at = text.LastIndexOf(divider, StringComparison.Ordinal);
            best = at > best.At ? (at, divider.Length) : best;
        }

        // Scripts without spaces write the site behind a bare hyphen.
        var bare = text.LastIndexOf('-');
        return bare > best.At && bare > 0 && text[bare - 1] >= '\u3040' ? (bare, 1) : best;
    }

    private static (int At, int Length) FirstDivider(string text)
    {
        var best = (At: int.MaxValue, Length: 0);
        foreach (var divider in Dividers)
        {
            var at = text.IndexOf(divider, StringComparison.Ordinal);
            best = at >= 0 && at < best.At ? (at, divider.Length) : best;
        }

        return best.At == int.MaxValue ? (-1, 0) : best;
    }

    private TitleCandidate? Add(string? raw, TitleFeature feature, EvidenceMethod method, string place)
    {
        if (raw is null || raw.Length > 2000)
        {
            return null;
        }

        var value = site.Strip(raw);
        var key = TitleMeasure.Key(value);
        if (key.Length < 2 || value.Length is < 2 or > 400 || site.ContainsKey(key))
        {
            return null;
        }

        TitleCandidate? candidate = null;
        foreach (var known in all)
        {
            if (known.Key == key)
            {
                candidate = known;
                break;
            }
        }

        if (candidate is null)
        {
            if (all.Count >= MaxCandidates)
            {
                return null;
            }

            all.Add(candidate = new() { Key = key });
        }

        candidate.Set(feature);
        foreach (var known in candidate.Values)
        {
            if (known.Evidence.Place == place)
            {
                return candidate;
            }
        }

        candidate.Values.Add(new(value, new(method, place, raw.Length > 200 ? raw[..200] : raw, 0)));
        return candidate;
    }

    private void Compare(Uri url)
    {
        var address = TitleMeasure.Key(url.AbsolutePath);
        OnlyInAddress(address);
        foreach (var one in all)
        {
            var value = one.Values[0].Value;
            var metadata = Metadata(one);
            one.Set(TitleFeature.TwoAgree, metadata >= 2 ? 1 : 0);
            one.Set(TitleFeature.ThreeAgree, metadata >= 3 ? 1 : 0);
            var words = TitleMeasure.Words(value);
            one.Set(TitleFeature.OneWord, words == 1 ? 1 : 0);
            one.Set(TitleFeature.FewWords, words is 2 or 3 ? 1 : 0);
            one.Set(TitleFeature.Short, one.Key.Length < 20 ? 1 : 0);
            one.Set(TitleFeature.ManyWords, words > 20 ? 1 : 0);
            one.Set(TitleFeature.Cut, value[^1] == '…' || value.EndsWith("...", StringComparison.Ordinal) ? 1 : 0);
            var (divider, width) = LastDivider(value);
            one.Set(TitleFeature.SectionLeft, divider > 0 && IsSection(value.AsSpan(divider + width)) ? 1 : 0);
            one.Set(TitleFeature.LabelLeft, divider > 0 && TitleMeasure.Words(value.AsSpan(divider)) <= 4 ? 1 : 0);
            one.Set(TitleFeature.HasHost, site.Label is { } label && one.Key.Contains(label, StringComparison.Ordinal) ? 1 : 0);
            one.Set(TitleFeature.InAddress, ShareIn(address, value));
            foreach (var other in all)
            {
                if (other == one)
                {
                    continue;
                }

                if (other.Key.Length > one.Key.Length)
                {
                    one.Set(TitleFeature.IsEnd, one.Key.Length > 8 && other.Key.EndsWith(one.Key, StringComparison.Ordinal) ? 1 : 0);
                    one.Set(TitleFeature.IsBeginning, one.Key.Length > 8 && other.Key.StartsWith(one.Key, StringComparison.Ordinal) ? 1 : 0);
                }
                else if (other.Key.Length > 8 && (Metadata(other) >= 2 || other.Has(TitleFeature.Heading) || other.Has(TitleFeature.HeadingPart)))
                {
                    one.Set(TitleFeature.HasKicker, one.Key.EndsWith(other.Key, StringComparison.Ordinal) ? 1 : 0);
                    one.Set(TitleFeature.HasTail, one.Key.StartsWith(other.Key, StringComparison.Ordinal) ? 1 : 0);
                }

                if (!one.Has(TitleFeature.Heading) && other.Has(TitleFeature.Heading))
                {
                    var near = TitleMeasure.Overlap(value, other.Values[0].Value);
                    one.Set(TitleFeature.NearHeading, near);
                    one.Set(TitleFeature.NearHeadingTwoAgree, metadata >= 2 ? near : 0);
                }
            }
        }
    }

    private void OnlyInAddress(string address)
    {
        if (all.FindAll(static one => one.Has(TitleFeature.Heading)) is not { Count: > 1 } headings)
        {
            return;
        }

        TitleCandidate? only = null;
        foreach (var one in headings)
        {
            if (ShareIn(address, one.Values[0].Value) >= 0.5)
            {
                if (only is not null)
                {
                    return;
                }

                only = one;
            }
        }

        only?.Set(TitleFeature.HeadingInAddress);
    }

    private bool IsSection(ReadOnlySpan<char> tail) => tail.Length < 60 && TitleMeasure.Key(tail) is { Length: > 2 } key && (key == section || Labels.Contains(key));

    private static int Metadata(TitleCandidate candidate) => (candidate.Has(TitleFeature.JsonLd) ? 1 : 0) + (candidate.Has(TitleFeature.OpenGraph) ? 1 : 0)
        + (candidate.Has(TitleFeature.Twitter) ? 1 : 0) + (candidate.Has(TitleFeature.DocumentTitle) ? 1 : 0);

    private static double ShareIn(string address, string value)
    {
        var (words, hits) = (0, 0);
        foreach (var range in value.AsSpan().Split(' '))
        {
            var key = TitleMeasure.Key(value.AsSpan(range));
            if (key.Length >= 4 && ++words <= 30)
            {
                hits += address.Contains(key, StringComparison.Ordinal) ? 1 : 0;
            }
        }

        return words == 0 ? 0 : (double)hits / words;
    }

    private static double Overlap(string text, string? other) => other is null ? 0 : TitleMeasure.Overlap(text, other);
}
