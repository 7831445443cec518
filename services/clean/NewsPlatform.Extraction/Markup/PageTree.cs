using AngleSharp.Common;
using AngleSharp.Dom;
using AngleSharp.Html.Construction;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;

namespace NewsPlatform.Extraction.Markup;

/// <summary>A parsed page. Its text lies in the parser's buffers, which go back to their pool when it is disposed.</summary>
internal sealed class PageTree(TextSource source) : PageNode, IConstructableDocument, IDisposable
{
    /// <summary>The <c>html</c> element; null for a page without any.</summary>
    public PageElement? Root { get; private set; }

    /// <summary>What it was parsed from; goes with it.</summary>
    public ScannedMarkup? Markup { get; set; }

    /// <inheritdoc/>
    public override StringOrMemory NodeName => "#document";

    /// <inheritdoc/>
    public TextSource Source => source;

    /// <inheritdoc/>
    public IDisposable? Builder { get; set; }

    /// <inheritdoc/>
    public QuirksMode QuirksMode { get; set; }

    /// <inheritdoc/>
    public IConstructableElement? Head => Child("head");

    /// <inheritdoc/>
    public IConstructableElement DocumentElement => Root!;

    /// <inheritdoc/>
    public bool IsLoading => false;

    /// <inheritdoc/>
    /// <exception cref="UnbuildableTreeException">The page has content that the standard puts before a table, and the builder put here.</exception>
    public override void Add(PageNode node)
    {
        if (node is PageElement element)
        {
            if (Root is not null)
            {
                throw new UnbuildableTreeException();
            }

            Root = element;
        }

        base.Add(node);
    }

    /// <summary>Takes notice that the builder is done with the root element.</summary>
    /// <exception cref="UnbuildableTreeException">There is text behind it: the builder has lost its way.</exception>
    public void RootIsClosed()
    {
        if (source.Index < source.Length)
        {
            throw new UnbuildableTreeException();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Builder?.Dispose();
        source.Dispose();
        Markup?.Dispose();
    }

    void IConstructableDocument.PerformMicrotaskCheckpoint()
    {
    }

    void IConstructableDocument.ProvideStableState()
    {
    }

    void IConstructableDocument.AddComment(ref StructHtmlToken token)
    {
    }

    void IConstructableDocument.TrackError(Exception exception)
    {
    }

    Task IConstructableDocument.WaitForReadyAsync(CancellationToken cancelToken) => Task.CompletedTask;

    Task IConstructableDocument.FinishLoadingAsync() => Task.CompletedTask;

    void IConstructableDocument.ApplyManifest()
    {
    }

    void IConstructableDocument.Clear()
    {
        Root = null;
        Clear();
    }

    private PageElement? Child(string name)
    {
        foreach (var child in Root is null ? [] : Root.Children)
        {
            if (child is PageElement element && element.LocalName == name)
            {
                return element;
            }
        }

        return null;
    }
}
