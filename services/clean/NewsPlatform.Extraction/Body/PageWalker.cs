using System.Text;
using AngleSharp.Dom;
using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Links;

namespace NewsPlatform.Extraction.Body;

/// <summary>The one walk over a page's tree: collects text blocks with their features and everything the metadata readers want.</summary>
internal sealed class PageWalker
{
    private const int MaxText = 20_000_000;
    private const int MaxMarks = 400;

    private readonly PageScan scan = new();
    private readonly StringBuilder text = new();
    private readonly Dictionary<string, ElementHint> classCache = new(StringComparer.Ordinal);
    private readonly List<TextLink> links = [];
    private readonly CancellationToken cancellation;
    private Uri baseUrl;
    private Joint join;

    // Of the element whose hints were read last, for the marks made right after.
    private ElementAttributes attributes;
    private int linked, emphasised, small, breaks, total;
    private int linkDepth, emphasisDepth, smallDepth;

    private PageWalker(Uri url, CancellationToken cancellation) => (baseUrl, this.cancellation) = (url, cancellation);

    /// <summary>Walks the document. The tree's depth is bounded by the parser's limit, so recursion is safe.</summary>
    public static PageScan Walk(IDocument document, Uri url, CancellationToken cancellation)
    {
        var walker = new PageWalker(url, cancellation);
        if (document.DocumentElement is { } root)
        {
            walker.scan.Language = root.GetAttribute("lang") ?? root.GetAttribute("xml:lang");
            walker.Block(root, ElementHint.None, -1);
        }

        return walker.scan;
    }

    /// <summary>Whether a tag breaks the line. Custom elements (with a hyphen) are taken as blocks.</summary>
    public static bool IsBlock(string tag) => tag switch
    {
        "p" or "div" or "section" or "article" or "main" or "header" or "footer" or "aside" or "nav" or "ul" or "ol" or "li" or "dl" or "dt" or "dd"
            or "table" or "thead" or "tbody" or "tfoot" or "tr" or "td" or "th" or "caption" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "blockquote"
            or "pre" or "figure" or "figcaption" or "form" or "fieldset" or "details" or "summary" or "address" or "center" or "hr" or "body" or "html"
            or "head" or "hgroup" or "dialog" or "menu" or "dir" or "amp-list" => true,
        _ => tag.Contains('-', StringComparison.Ordinal),
    };

    private void Visit(IElement element, ElementHint hints, int container)
    {
        if ((++scan.Elements & 0xFFF) == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        var tag = element.LocalName;
        switch (tag)
        {
            case "script":
                HeadElements.Script(scan, element);
                return;
            case "style" or "template" or "svg" or "math" or "canvas" or "select" or "textarea" or "object" or "datalist" or "audio" or "map" or "button" or "frameset":
                return;
            case "noscript":
                scan.NoScript = scan.NoScript.Length < 500 ? scan.NoScript + ElementText.Of(element, 300) + " " : scan.NoScript;
                Children(element, hints | ElementHint.NoText, container);
                return;
            case "meta":
                HeadElements.Meta(scan, element);
                return;
            case "link":
                HeadElements.Link(scan, element);
                return;
            case "title":
                scan.DocumentTitle ??= ElementText.Of(element, 1000);
                return;
            case "base":
                Base(element);
                return;
            case "input":
                var type = element.GetAttribute("type");
                scan.PasswordFields += string.Equals(type, "password", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
                scan.SearchFields += string.Equals(type, "search", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
                return;
            case "img" or "amp-img":
                scan.Images.Add(new(element, container, scan.Blocks.Count + (text.Length > 0 ? 1 : 0), hints));
                attributes = ElementAttributes.Of(element);
                Marks(element, tag, hints);
                return;
            case "iframe" or "video" or "embed":
                scan.Frames.Add(new(element, container, scan.Blocks.Count + (text.Length > 0 ? 1 : 0), hints));
                return;
            case "br":
                Break(hints, container);
                return;
        }

        if (IsBlock(tag))
        {
            Flush(hints, container);
            Block(element, hints, container);
        }
        else if (tag == "a")
        {
            Anchor(element, hints, container);
        }
        else
        {
            var own = Own(element, tag);
            Marks(element, tag, hints | own);
            var emphasis = tag is "b" or "strong" or "em" or "i";
            var fine = tag is "small" || (tag is "font" && element.GetAttribute("size") is "1" or "-1" or "-2");
            emphasisDepth += emphasis ? 1 : 0;
            smallDepth += fine ? 1 : 0;
            // Inline chrome (a share count, a label) leaves its paragraph.
            var dropped = own.Any(ElementHint.Hidden | ElementHint.Caption) && text.Length == 0;
            Children(element, dropped ? hints | own : hints | (own & ElementHint.Hidden), container);
            emphasisDepth -= emphasis ? 1 : 0;
            smallDepth -= fine ? 1 : 0;
        }
    }

    private void Block(IElement element, ElementHint inherited, int parent)
    {
        var tag = element.LocalName;
        var own = Own(element, tag);
        var hints = inherited | (own & ~(ElementHint.Article | ElementHint.Body));
        var up = parent < 0 ? null : scan.Containers[parent];
        var index = scan.Containers.Count;
        var container = new Container
        {
            Parent = parent, Tag = tag, Element = element, Names = attributes.Names, Own = own, Depth = (up?.Depth ?? 0) + 1, FirstBlock = scan.Blocks.Count,
        };
        scan.Containers.Add(container);
        Marks(element, tag, hints);
        if (tag is "h1" or "h2" && scan.Headings.Count < MaxMarks)
        {
            scan.Headings.Add(new(element, scan.Blocks.Count, hints, tag));
        }

        Children(element, hints, index);
        Flush(hints, index);
        container.EndBlock = scan.Blocks.Count;
    }

    private void Children(IElement element, ElementHint hints, int container)
    {
        IElement? before = null;
        var nodes = element.ChildNodes;
        for (var i = 0; i < nodes.Length; i++)
        {
            var child = nodes[i];
            if (child is IText data)
            {
                before = null;
                if (!hints.Any(ElementHint.NoText | ElementHint.Hidden))
                {
                    Append(data.Data);
                }
            }
            else if (child is IElement inner)
            {
                join = before is not null && text.Length > 0 ? ElementText.Join(before, inner) : Joint.None;
                Visit(inner, hints, container);
                before = inner;
            }
        }
    }

    private void Append(string data)
    {
        if (total > MaxText)
        {
            return;
        }

        if (join != Joint.None && data.Length > 0)
        {
            if (text.Length > 0 && ElementText.NeedsBlank(text[^1], data[0], join))
            {
                text.Append(' ');
            }

            join = Joint.None;
        }

        var before = text.Length;
        ElementText.AppendFolded(data, text, int.MaxValue);
        var added = text.Length - before;
        total += added;
        linked += linkDepth > 0 ? added : 0;
        emphasised += emphasisDepth > 0 ? added : 0;
        small += smallDepth > 0 ? added : 0;
        if (breaks > 0 && added > 0)
        {
            breaks = 0;
        }
    }

    private void Break(ElementHint hints, int container)
    {
        // Two breaks part paragraphs; one is a space.
        if (++breaks >= 2)
        {
            Flush(hints, container);
            breaks = 0;
        }
        else if (text.Length > 0 && text[^1] != ' ')
        {
            text.Append(' ');
        }
    }

    private void Anchor(IElement element, ElementHint hints, int container)
    {
        var own = Own(element, "a");
        Marks(element, "a", hints | own);
        var start = text.Length;
        linkDepth++;
        Children(element, hints | (own & ElementHint.Hidden), container);
        linkDepth--;
        if (text.Length > start && links.Count < 500 && element.GetAttribute("href") is { Length: > 0 and < 4000 } href
            && WebAddress.Resolve(baseUrl, href) is { } url)
        {
            links.Add(new(start, text.Length - start, url));
        }
    }

    private void Flush(ElementHint hints, int container)
    {
        breaks = 0;
        if (text.Length == 0)
        {
            links.Clear();
            linked = emphasised = small = 0;
            return;
        }

        var value = text.ToString().TrimEnd();
        text.Clear();
        if (value.Length > 0 && container >= 0)
        {
            var kept = new List<TextLink>(links.Count);
            foreach (var link in links)
            {
                if (link.Start < value.Length)
                {
                    kept.Add(link with { Length = Math.Min(link.Length, value.Length - link.Start) });
                }
            }

            var (length, punctuation) = TextMeasure.Of(value);
            scan.Blocks.Add(new TextBlock
            {
                Text = value, Links = kept, Linked = Math.Min(linked, value.Length), Emphasised = Math.Min(emphasised, value.Length), Small = Math.Min(small, value.Length), Container = container,
                Hints = hints, Length = length, Punctuation = punctuation,
            });
        }

        links.Clear();
        linked = emphasised = small = 0;
    }

    private ElementHint Own(IElement element, string tag)
    {
        var hint = ElementHints.OfTag(tag);
        attributes = ElementAttributes.Of(element);
        if (tag is not ("html" or "body" or "main"))
        {
            hint |= Cached(attributes.Class) | Cached(attributes.Id);
        }

        return ElementHints.Adjust(attributes, tag, hint);
    }

    private ElementHint Cached(string? names)
    {
        if (string.IsNullOrEmpty(names))
        {
            return ElementHint.None;
        }

        if (!classCache.TryGetValue(names, out var hint))
        {
            hint = ClassHints.Of(names);
            if (classCache.Count < 20_000)
            {
                classCache[names] = hint;
            }
        }

        return hint;
    }

    private void Marks(IElement element, string tag, ElementHint hints)
    {
        var position = scan.Blocks.Count;
        if (attributes.ItemProp is { Length: > 0 } property && scan.Microdata.Count < MaxMarks)
        {
            scan.Microdata.Add(new(element, position, hints, property));
        }

        if (tag == "time" && scan.Times.Count < MaxMarks)
        {
            scan.Times.Add(new(element, position, hints, element.GetAttribute("datetime") ?? ""));
        }

        // Hints here may be inherited: only the outermost element with the hint is a mark.
        if (hints.Any(ElementHint.Date))
        {
            Add(scan.Dates, element, position, hints);
        }

        var relAuthor = tag == "a" && string.Equals(attributes.Rel, "author", StringComparison.OrdinalIgnoreCase);
        if (hints.Any(ElementHint.Byline) || relAuthor)
        {
            Add(scan.Bylines, element, position, hints, relAuthor ? "author" : "");
        }

        if (hints.Any(ElementHint.Standfirst))
        {
            Add(scan.Standfirsts, element, position, hints);
        }

        if (hints.Any(ElementHint.Breadcrumb))
        {
            Add(scan.Breadcrumbs, element, position, hints);
        }

        if (hints.Any(ElementHint.Tags))
        {
            Add(scan.TagLists, element, position, hints);
        }

        if (tag == "a" && hints.Any(ElementHint.Related))
        {
            Add(scan.RelatedLinks, element, position, hints);
        }

        if (scan.Challenge is null && attributes.Id is { Length: > 0 and < 60 } id && ElementHints.IsChallenge(id))
        {
            scan.Challenge = id;
        }
    }

    private static void Add(List<Mark> marks, IElement element, int position, ElementHint hints, string value = "")
    {
        if (marks.Count < MaxMarks)
        {
            marks.Add(new(element, position, hints, value));
        }
    }

    private void Base(IElement element)
    {
        if (scan.BaseHref is null && element.GetAttribute("href") is { } href && WebAddress.Resolve(baseUrl, href) is { } url)
        {
            scan.BaseHref = href;
            baseUrl = url;
        }
    }
}
