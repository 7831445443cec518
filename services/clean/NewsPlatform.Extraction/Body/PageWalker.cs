using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Links;
using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Body;

/// <summary>The one walk over a page's tree: collects text blocks with their features and everything the metadata readers want.</summary>
internal sealed class PageWalker
{
    private const int MaxText = 20_000_000;
    private const int MaxMarks = 400;

    private readonly PageScan scan = new();
    private readonly TextBuffer text = new();
    private readonly Dictionary<string, ElementHint>.AlternateLookup<ReadOnlySpan<char>> known = new Dictionary<string, ElementHint>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly List<TextAnchor> links = [];
    private readonly CancellationToken cancellation;
    private Uri baseUrl;
    private Joint join;

    // Of the element whose hints were read last, for the marks made right after.
    private ElementAttributes attributes;
    private string className = "", id = "";
    private int linked, emphasised, small, breaks, total;
    private int linkDepth, emphasisDepth, smallDepth;

    private PageWalker(Uri url, CancellationToken cancellation) => (baseUrl, this.cancellation) = (url, cancellation);

    /// <summary>Walks the document. The tree's depth is bounded by the parser's limit, so recursion is safe.</summary>
    public static PageScan Walk(PageTree document, Uri url, CancellationToken cancellation)
    {
        var walker = new PageWalker(url, cancellation);
        if (document.Root is { } root)
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

    private void Visit(PageElement element, ElementHint hints, int container)
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
            case "rt" when ElementText.IsReading(element):
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

    private void Block(PageElement element, ElementHint inherited, int parent)
    {
        var tag = element.LocalName;
        var own = Own(element, tag);
        var hints = inherited | (own & ~(ElementHint.Article | ElementHint.Body));
        var up = parent < 0 ? null : scan.Containers[parent];
        var index = scan.Containers.Count;
        var container = new Container
        {
            Parent = parent, Tag = tag, Element = element, Names = id.Length == 0 ? className : className.Length == 0 ? id : className + " " + id, Own = own, Depth = (up?.Depth ?? 0) + 1, FirstBlock = scan.Blocks.Count,
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

    private void Children(PageElement element, ElementHint hints, int container)
    {
        PageElement? before = null;
        foreach (var child in element.Children)
        {
            if (child is PageText data)
            {
                before = null;
                if (!hints.Any(ElementHint.NoText | ElementHint.Hidden))
                {
                    Append(data.Data.Span);
                }
            }
            else if (child is PageElement inner)
            {
                join = before is not null && text.Length > 0 ? ElementText.Join(before, inner) : Joint.None;
                Visit(inner, hints, container);
                before = inner;
            }
        }
    }

    private void Append(ReadOnlySpan<char> data)
    {
        if (total > MaxText)
        {
            return;
        }

        if (join != Joint.None && data.Length > 0)
        {
            if (text.Length > 0 && ElementText.NeedsBlank(text.Last, data[0], join))
            {
                text.Append(' ');
            }

            join = Joint.None;
        }

        var before = text.Length;
        text.AppendFolded(data, int.MaxValue);
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
        else if (text.Length > 0 && text.Last != ' ')
        {
            text.Append(' ');
        }
    }

    private void Anchor(PageElement element, ElementHint hints, int container)
    {
        var own = Own(element, "a");
        Marks(element, "a", hints | own);
        var start = text.Length;
        var target = element.Attribute("href");
        var leads = target is not null || IsScripted(element);
        linkDepth += leads ? 1 : 0;
        Children(element, hints | (own & ElementHint.Hidden), container);
        linkDepth -= leads ? 1 : 0;
        if (text.Length > start && links.Count < 500 && target is { Length: > 0 and < 4000 } href && WebAddress.IsReference(href.Span))
        {
            links.Add(new(start, text.Length - start, href));
        }
    }

    /// <summary>
    /// Whether an anchor without an address may be a link for scripts. One without attributes is a mistyped end tag, and one with no more
    /// than a name marks a place: old pages leave both open, and all that follows would be a link.
    /// </summary>
    private static bool IsScripted(PageElement anchor)
    {
        foreach (var attribute in anchor.Attributes)
        {
            if (attribute.Name is not ("name" or "id"))
            {
                return true;
            }
        }

        return false;
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

        var value = text.Text.TrimEnd().ToString();
        text.Clear();
        if (value.Length > 0 && container >= 0)
        {
            var shown = links.Count;
            while (shown > 0 && links[shown - 1].Start >= value.Length)
            {
                shown--;
            }

            var kept = shown == 0 ? [] : new TextAnchor[shown];
            for (var i = 0; i < kept.Length; i++)
            {
                kept[i] = links[i] with { Length = Math.Min(links[i].Length, value.Length - links[i].Start) };
            }

            var (length, punctuation) = TextMeasure.Of(value);
            scan.Blocks.Add(new TextBlock
            {
                Text = value, Anchors = kept, Base = baseUrl, Linked = Math.Min(linked, value.Length), Emphasised = Math.Min(emphasised, value.Length), Small = Math.Min(small, value.Length), Container = container,
                Hints = hints, Length = length, Punctuation = punctuation,
            });
        }

        links.Clear();
        linked = emphasised = small = 0;
    }

    private ElementHint Own(PageElement element, string tag)
    {
        var hint = ElementHints.OfTag(tag);
        attributes = ElementAttributes.Of(element);
        var named = Cached(attributes.Class, out className);
        var ofId = Cached(attributes.Id, out id);
        named |= ofId != ElementHint.None && Anchors.IsAnchor(element, tag, id) ? ElementHint.None : ofId;
        hint |= tag is "html" or "body" or "main" ? ElementHint.None : named;
        return ElementHints.Adjust(attributes, tag, hint);
    }

    // A page says the same few names over and over: what they mean is worked out once, and each is one string.
    private ElementHint Cached(ReadOnlySpan<char> names, out string text)
    {
        if (names.IsEmpty)
        {
            text = "";
            return ElementHint.None;
        }

        if (known.TryGetValue(names, out var kept, out var hint))
        {
            text = kept;
            return hint;
        }

        text = names.ToString();
        hint = ClassHints.Of(text);
        if (known.Dictionary.Count < 20_000)
        {
            known.Dictionary[text] = hint;
        }

        return hint;
    }

    private void Marks(PageElement element, string tag, ElementHint hints)
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

        var relAuthor = tag == "a" && attributes.Rel.Equals("author", StringComparison.OrdinalIgnoreCase);
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
    }

    private static void Add(List<Mark> marks, PageElement element, int position, ElementHint hints, string value = "")
    {
        if (marks.Count < MaxMarks)
        {
            marks.Add(new(element, position, hints, value));
        }
    }

    private void Base(PageElement element)
    {
        if (scan.BaseHref is null && element.GetAttribute("href") is { } href && WebAddress.Resolve(baseUrl, href) is { } url)
        {
            scan.BaseHref = href;
            baseUrl = url;
        }
    }
}
