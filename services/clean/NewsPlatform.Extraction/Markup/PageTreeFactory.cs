using AngleSharp;
using AngleSharp.Common;
using AngleSharp.Dom;
using AngleSharp.Html.Construction;
using AngleSharp.Text;

namespace NewsPlatform.Extraction.Markup;

/// <summary>Makes the nodes that AngleSharp's tree builder asks for.</summary>
internal sealed class PageTreeFactory : IDomConstructionElementFactory<PageTree, PageElement>
{
    /// <summary>The only one; it has no state.</summary>
    public static PageTreeFactory Instance { get; } = new();

    /// <inheritdoc/>
    public PageTree CreateDocument(TextSource source, IBrowsingContext? context = null) => new(source);

    /// <inheritdoc/>
    public PageElement Create(PageTree document, StringOrMemory localName, StringOrMemory prefix = default, NodeFlags flags = NodeFlags.None) =>
        new(document, PageTag.OfHtml(localName.Memory.Span));

    /// <inheritdoc/>
    public PageElement CreateUnknown(PageTree document, StringOrMemory tagName) => new(document, PageTag.OfUnknown(tagName.Memory.Span));

    /// <inheritdoc/>
    public PageElement CreateNoScript(PageTree document, bool scripting) => Create(document, "noscript");

    /// <inheritdoc/>
    public IConstructableNode CreateDocumentType(PageTree document, StringOrMemory name, StringOrMemory publicIdentifier, StringOrMemory systemIdentifier) => new PageText(default);

    /// <inheritdoc/>
    public IConstructableMathElement CreateMath(PageTree document, StringOrMemory name = default) =>
        new MathElement(document, PageTag.OfMath(name.Length == 0 ? "math" : name.ToString()));

    /// <inheritdoc/>
    public IConstructableSvgElement CreateSvg(PageTree document, StringOrMemory name = default) =>
        new SvgElement(document, PageTag.OfSvg(name.Length == 0 ? "svg" : name.ToString()));

    /// <inheritdoc/>
    public IConstructableMetaElement CreateMeta(PageTree document) => new MetaElement(document);

    /// <inheritdoc/>
    public IConstructableScriptElement CreateScript(PageTree document, bool parserInserted, bool started) => new ScriptElement(document);

    /// <inheritdoc/>
    public IConstructableFrameElement CreateFrame(PageTree document) => new FrameElement(document);

    /// <inheritdoc/>
    public IConstructableTemplateElement CreateTemplate(PageTree document) => throw new UnbuildableTreeException();

    /// <inheritdoc/>
    public IConstructableFormElement CreateForm(PageTree document) => new FormElement(document);

    // The builder asks for these by interface.
    private sealed class MathElement(PageTree tree, PageTag tag) : PageElement(tree, tag), IConstructableMathElement
    {
        protected override string Space => "http://www.w3.org/1998/Math/MathML";
    }

    private sealed class SvgElement(PageTree tree, PageTag tag) : PageElement(tree, tag), IConstructableSvgElement
    {
        protected override string Space => "http://www.w3.org/2000/svg";
    }

    private sealed class MetaElement(PageTree tree) : PageElement(tree, PageTag.OfHtml("meta")), IConstructableMetaElement
    {
        public void Handle()
        {
        }
    }

    private sealed class ScriptElement(PageTree tree) : PageElement(tree, PageTag.OfHtml("script")), IConstructableScriptElement
    {
        public Task RunAsync(CancellationToken cancel) => Task.CompletedTask;

        public bool Prepare(IConstructableDocument document) => false;
    }

    private sealed class FrameElement(PageTree tree) : PageElement(tree, PageTag.OfHtml("frame")), IConstructableFrameElement;

    private sealed class FormElement(PageTree tree) : PageElement(tree, PageTag.OfHtml("form")), IConstructableFormElement;
}
