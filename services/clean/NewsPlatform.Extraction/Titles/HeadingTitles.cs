using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Titles;

/// <summary>Collects the headings of a page, and the parts of those that have several, as candidates for its title.</summary>
/// <param name="found">Takes the candidates.</param>
/// <param name="scan">The page.</param>
/// <param name="documentTitle">Its <c>title</c> element without the site's names.</param>
/// <param name="social">What it is called where it is shared.</param>
/// <param name="headline">What its JSON-LD says.</param>
internal sealed class HeadingTitles(TitleCandidates found, PageScan scan, string? documentTitle, string? social, string? headline)
{
    private const int MaxHeadings = 12;

    // Characters: what stands above less is no article's headline.
    private const int LeastProse = 200;

    private static readonly System.Buffers.SearchValues<string> Kickers = System.Buffers.SearchValues.Create(
        ["kicker", "overline", "over-line", "topline", "dachzeile", "spitzmarke", "roofline", "eyebrow", "catchline", "pretitle", "pre-title", "supertitle", "uptitle", "antetitulo", "occhiello", "surtitre", "bovenkop", "ueberzeile", "oberzeile", "preheadline"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds them all.</summary>
    public void Collect()
    {
        var (first, count, second) = (true, 0, false);
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
                if (documentTitle is not null && ElementText.Of(heading.Element, 400) is { Length: > 8 } same && TitleMeasure.Overlap(same, documentTitle) > 0.8)
                {
                    second |= found.Add(same, TitleFeature.SecondHeading, EvidenceMethod.Html, "h2") is not null;
                }

                continue;
            }

            var text = ElementText.Of(heading.Element, 400);
            if (found.Add(text, TitleFeature.Heading, EvidenceMethod.Html, "h1") is not { } candidate)
            {
                continue;
            }

            count++;
            only = count == 1 ? candidate : null;
            candidate.Set(TitleFeature.FirstHeading, first ? 1 : 0);
            first = false;
            Measure(i, candidate);
            var agreement = Math.Max(Overlap(text, documentTitle), Math.Max(Overlap(text, social), Overlap(text, headline)));
            candidate.Set(TitleFeature.HeadingAgreement, agreement);
            candidate.Set(TitleFeature.HeadingDisagrees, agreement < 0.35 ? 1 : 0);
            candidate.Set(TitleFeature.HeadingOneWord, TitleMeasure.Words(text) == 1 ? 1 : 0);
            HeadingParts(heading.Element, candidate);
            found.Parts(text, TitleFeature.Part, TitleFeature.PartTail, EvidenceMethod.Html, "h1");
        }

        only?.Set(TitleFeature.OnlyHeading);
        if (count == 0 && !second)
        {
            AddSecond();
        }
    }

    /// <summary>Where no <c>h1</c> is a headline: the first <c>h2</c> that running text follows.</summary>
    private void AddSecond()
    {
        for (var i = 0; i < scan.Headings.Count && i < MaxHeadings; i++)
        {
            var heading = scan.Headings[i];
            if (heading.Value == "h2" && !heading.Hints.Any(ElementHint.Excluded | ElementHint.Hidden) && ProseBehind(i) >= LeastProse && ElementText.Of(heading.Element, 400) is { Length: > 8 } text && (TitleMeasure.Words(text) >= 3 || text[0] >= '\u2E80'))
            {
                found.Add(text, TitleFeature.LeadSecondHeading, EvidenceMethod.Html, "h2");
                return;
            }
        }
    }

    /// <summary>Characters of running text between a heading and the next one of its rank, as far as it is near.</summary>
    private int ProseBehind(int index)
    {
        var heading = scan.Headings[index];
        var end = Math.Min(scan.Blocks.Count, heading.Position + 30);
        for (var next = index + 1; next < scan.Headings.Count; next++)
        {
            if (scan.Headings[next].Value == heading.Value)
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

        return prose;
    }

    private void Measure(int index, TitleCandidate candidate)
    {
        var heading = scan.Headings[index];
        candidate.Set(TitleFeature.HeadingBeforeProse, ProseBehind(index) >= LeastProse ? 1 : 0);
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
        if (kicked && behind.ToString().Trim(' ', ':', '|', '-', '–', '·', '•') is { Length: > 8 } shown && found.Add(shown, TitleFeature.BehindKicker, EvidenceMethod.Html, "h1 > *") is { } parted && parted != whole)
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
            found.Add(part, TitleFeature.HeadingPart, EvidenceMethod.Html, "h1 > *");
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

    private static double Overlap(string text, string? other) => other is null ? 0 : TitleMeasure.Overlap(text, other);
}
