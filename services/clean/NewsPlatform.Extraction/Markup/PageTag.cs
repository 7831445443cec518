using System.Collections.Frozen;
using AngleSharp.Common;
using AngleSharp.Dom;

namespace NewsPlatform.Extraction.Markup;

/// <summary>What the parser has to know of elements of one name.</summary>
/// <param name="Name">The name in lower case.</param>
/// <param name="Flags">How the tree builder treats it; the same as AngleSharp's own elements say.</param>
internal sealed record PageTag(string Name, NodeFlags Flags)
{
    /// <summary>The name as the tree builder, which asks for it all the time, takes names.</summary>
    public readonly StringOrMemory LocalName = Name;

    private const NodeFlags Special = NodeFlags.HtmlMember | NodeFlags.Special;

    private static readonly FrozenDictionary<string, PageTag> Html = Table(
        (NodeFlags.HtmlMember | NodeFlags.HtmlFormatting, "a b big code em font i nobr s small strike strong tt u"),
        (NodeFlags.HtmlMember, "abbr acronym audio bdi bdo blink canvas cite command data datalist del dfn dialog image ins kbd label legend map mark meter picture progress q ruby samp search slot spacer span sub sup var video"),
        (Special, """
            address article aside blockquote button center colgroup details dir div dl fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup isindex listing
            main menu nav noscript output plaintext section select summary time title
            """),
        (Special | NodeFlags.Scoped, "applet caption marquee object"),
        (Special | NodeFlags.SelfClosing, "area base basefont bgsound br col embed frame hr img input keygen link menuitem meta param source track wbr"),
        (Special | NodeFlags.ImplicitlyClosed, "body tr"),
        (Special | NodeFlags.ImplicitlyClosed | NodeFlags.ImpliedEnd, "dd dt li p"),
        (Special | NodeFlags.ImplicitlyClosed | NodeFlags.Scoped | NodeFlags.HtmlTableSectionScoped | NodeFlags.HtmlTableScoped, "html"),
        (Special | NodeFlags.LiteralText, "iframe noembed noframes script style xmp"),
        (Special | NodeFlags.HtmlListScoped, "ol ul"),
        (NodeFlags.HtmlMember | NodeFlags.ImplicitlyClosed | NodeFlags.ImpliedEnd | NodeFlags.HtmlSelectScoped, "optgroup option"),
        (Special | NodeFlags.LineTolerance, "pre textarea"),
        (NodeFlags.HtmlMember | NodeFlags.ImplicitlyClosed | NodeFlags.ImpliedEnd, "rb rp rt rtc"),
        (Special | NodeFlags.Scoped | NodeFlags.HtmlTableSectionScoped | NodeFlags.HtmlTableScoped, "table template"),
        (Special | NodeFlags.ImplicitlyClosed | NodeFlags.HtmlTableSectionScoped, "tbody tfoot thead"),
        (Special | NodeFlags.ImplicitlyClosed | NodeFlags.Scoped, "td th"));

    private static readonly FrozenDictionary<string, PageTag> Svg = Table(
        (NodeFlags.SvgMember | NodeFlags.Special | NodeFlags.Scoped | NodeFlags.HtmlTip, "desc foreignObject title"), (NodeFlags.SvgMember | NodeFlags.Special, "style"));

    private static readonly FrozenDictionary<string, PageTag> Math = Table(
        (NodeFlags.MathMember | NodeFlags.Special | NodeFlags.Scoped | NodeFlags.MathTip, "mi mo mn ms mtext"), (NodeFlags.MathMember | NodeFlags.Special | NodeFlags.Scoped, "annotation-xml"));

    private static readonly FrozenDictionary<string, PageTag>.AlternateLookup<ReadOnlySpan<char>> HtmlBySpan = Html.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>All names of HTML that are told apart.</summary>
    public static IEnumerable<string> HtmlNames => Html.Keys;

    /// <summary>Of an HTML element.</summary>
    public static PageTag OfHtml(ReadOnlySpan<char> name) => HtmlBySpan.TryGetValue(name, out var tag) ? tag : new(name.ToString(), NodeFlags.HtmlMember);

    /// <summary>Of an element that stands where its name means nothing.</summary>
    public static PageTag OfUnknown(ReadOnlySpan<char> name) => new(OfHtml(name).Name, NodeFlags.HtmlMember);

    /// <summary>Of an element inside <c>svg</c>.</summary>
    public static PageTag OfSvg(string name) => Svg.TryGetValue(name, out var tag) ? tag : new(name, NodeFlags.SvgMember);

    /// <summary>Of an element inside <c>math</c>.</summary>
    public static PageTag OfMath(string name) => Math.TryGetValue(name, out var tag) ? tag : new(name, NodeFlags.MathMember);

    private static FrozenDictionary<string, PageTag> Table(params ReadOnlySpan<(NodeFlags Flags, string Names)> rows)
    {
        var tags = new Dictionary<string, PageTag>(StringComparer.Ordinal);
        foreach (var (flags, names) in rows)
        {
            foreach (var name in names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                tags[name] = new(name, flags);
            }
        }

        return tags.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
