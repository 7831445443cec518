using System.Buffers;
using NewsPlatform.Extraction.Markup;
using NewsPlatform.Extraction.Metadata;

namespace NewsPlatform.Extraction.Body.Embedded;

/// <summary>
/// An article that the page's elements show in part or not at all, while its JSON-LD or its scripts' data carry the whole: pages drawn by
/// script, and paywalls that only hide.
/// </summary>
/// <param name="Tree">The text as a page of its own; goes with this.</param>
/// <param name="Scan">What the walk over it found.</param>
/// <param name="Selection">Its blocks.</param>
/// <param name="Evidence">Where it was found.</param>
internal sealed record EmbeddedBody(PageTree Tree, PageScan Scan, BodySelection Selection, Evidence Evidence) : IDisposable
{
    // Where the page shows this much and offers no subscription, it shows the article: its scripts are not read.
    private const int EnoughShown = 1200;
    private const int MinLength = 500;
    private const int MinScript = 1000;
    private const int MaxScript = 8_000_000;
    private const int MaxMarkup = 1_000_000;
    private const int MaxTemplates = 4;

    // Where a template has places to fill in, it is a form for many texts.
    private static readonly SearchValues<string> Places = SearchValues.Create(["{{", "{%", "<%", "${", "<#"], StringComparison.Ordinal);

    /// <summary>Looks for one where the page shows little; null when there is none that is clearly more and the same article.</summary>
    public static EmbeddedBody? Find(PageScan scan, JsonLdGraph graph, BodySelection shown, Uri url, string title, string description, ExtractionOptions options, CancellationToken cancellationToken)
    {
        var paid = shown.Length < EnoughShown * 3 && (CompletenessReader.IsPaid(graph) || CompletenessReader.OffersSubscription(scan, shown));
        if (shown.Length >= EnoughShown && !paid)
        {
            return null;
        }

        var least = Math.Max(MinLength, (shown.Length * 1.5) + 300);
        var same = new SameArticle(scan, shown, title, description);
        if (graph.Article?.TextOf("articleBody") is { } body && same.Is(body, graph.Article?.TextOf("headline")) && Read(Paragraphs(body), least, new(EvidenceMethod.JsonLd, "articleBody", null, 0.85), url, options, cancellationToken) is { } linked)
        {
            return linked;
        }

        var templates = 0;
        foreach (var script in scan.InlineScripts)
        {
            var text = script.Script.Span;
            if (IsTemplate(script))
            {
                if (text.Length >= least && templates++ < MaxTemplates && !text.ContainsAny(Places) && Read(text.ToString(), least, new(EvidenceMethod.State, "script[type=text/template]", null, 0.8), url, options, cancellationToken) is { } written)
                {
                    return written;
                }
            }
            else if (text.Length is >= MinScript and <= MaxScript && same.MayBeIn(text))
            {
                var place = script.GetAttribute("id") is { Length: > 0 and < 60 } id ? "script#" + id : "script";
                var (found, isShown) = Longest(StateReader.Read(text, cancellationToken), same, least, new(EvidenceMethod.State, place, null, 0.8), url, options, cancellationToken);
                if (found is not null || isShown)
                {
                    return found;
                }
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => Tree.Dispose();

    // Markup that a script puts in the place where it stands: that of the article's body.
    private static bool IsTemplate(PageElement script) =>
        script.GetAttribute("type") is "text/template" or "text/x-template" && script.ParentElement is { } place
        && (place.GetAttribute("itemprop") == "articleBody" || ClassHints.Of(place.GetAttribute("class")).Any(ElementHint.Body));

    // Where the data have the article as the page shows it, longer lists are of more than the article.
    private static (EmbeddedBody? Found, bool IsShown) Longest(List<StateList> lists, SameArticle same, double least, Evidence evidence, Uri url, ExtractionOptions options, CancellationToken cancellationToken)
    {
        EmbeddedBody? longest = null;
        try
        {
            foreach (var (html, heading) in lists)
            {
                if (!same.Is(html, heading) || same.IsRepeatedIn(html))
                {
                    continue;
                }

                var found = Read(html, least, evidence, url, options, cancellationToken);
                if (found is null && same.IsWhole(html))
                {
                    longest?.Dispose();
                    return (null, true);
                }

                if (longest is null)
                {
                    longest = found;
                }
                else
                {
                    found?.Dispose();
                }
            }
        }
        catch (OperationCanceledException)
        {
            longest?.Dispose();
            throw;
        }

        return (longest, false);
    }

    private static string Paragraphs(string body) =>
        body.Contains("<p", StringComparison.Ordinal) ? body : "<article><p>" + body.Replace("\n", "</p><p>", StringComparison.Ordinal) + "</p></article>";

    // The text may be markup of any kind: it is parsed and walked as the page was, under the same limits.
    private static EmbeddedBody? Read(string html, double least, Evidence evidence, Uri url, ExtractionOptions options, CancellationToken cancellationToken)
    {
        if (html.Length < least || html.Length > MaxMarkup)
        {
            return null;
        }

        var markup = MarkupScan.Of(html, options.MaxElements, options.MaxDepth);
        PageTree? tree = null;
        EmbeddedBody? found = null;
        try
        {
            if (markup.StartTags > options.MaxElements || markup.Depth > options.MaxDepth)
            {
                return null;
            }

            tree = PageParser.Parse(markup, options, cancellationToken);
            var scan = PageWalker.Walk(tree, url, cancellationToken);
            BlockWeights.Apply(scan, null, "");
            var kept = new List<int>();
            double length = 0;
            for (var i = 0; i < scan.Blocks.Count; i++)
            {
                if (!scan.Blocks[i].IsFurniture && !scan.Containers[scan.Blocks[i].Container].Excluded)
                {
                    kept.Add(i);
                    length += scan.Blocks[i].Length;
                }
            }

            found = length >= least ? new(tree, scan, new(0, kept, length), evidence) : null;
            return found;
        }
        catch (InvalidDataException)
        {
            return null;
        }
        finally
        {
            if (found is null)
            {
                tree?.Dispose();
                markup.Dispose();
            }
        }
    }
}
