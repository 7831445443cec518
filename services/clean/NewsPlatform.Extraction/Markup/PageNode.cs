using AngleSharp.Common;
using AngleSharp.Dom;
using AngleSharp.Html.Construction;

namespace NewsPlatform.Extraction.Markup;

/// <summary>A node of a page's tree: an element, a run of text, or the page itself.</summary>
internal abstract class PageNode : IConstructableNode, IConstructableNodeList
{
    private static readonly PageNode[] None = [];

    private PageNode[] children = None;
    private int count;

    /// <summary>The node that holds this one; null at the top.</summary>
    public PageNode? Parent { get; set; }

    /// <summary>The nodes inside, in document order. Valid until one is added or taken out.</summary>
    public ReadOnlySpan<PageNode> Children => children.AsSpan(0, count);

    /// <summary>The element that holds this node; null at the top.</summary>
    public PageElement? ParentElement => Parent as PageElement;

    /// <inheritdoc/>
    public virtual NodeFlags Flags => NodeFlags.None;

    /// <inheritdoc/>
    public abstract StringOrMemory NodeName { get; }

    IConstructableNode? IConstructableNode.Parent
    {
        get => Parent;
        set => Parent = (PageNode?)value;
    }

    IConstructableNodeList IConstructableNode.ChildNodes => this;

    int IConstructableNodeList.Length => count;

    IConstructableNode IConstructableNodeList.this[int index] => Children[index];

    /// <summary>Puts a node behind the others.</summary>
    public virtual void Add(PageNode node) => Insert(count, node);

    /// <inheritdoc/>
    public void RemoveFromParent()
    {
        if (Parent is { } parent)
        {
            ((IConstructableNode)parent).RemoveChild(this);
        }
    }

    void IConstructableNode.RemoveChild(IConstructableNode childNode)
    {
        var index = Array.IndexOf(children, (PageNode)childNode, 0, count);
        if (index >= 0)
        {
            Remove(index);
        }
    }

    void IConstructableNode.RemoveNode(int idx, IConstructableNode childNode) => Remove(idx);

    void IConstructableNode.InsertNode(int idx, IConstructableNode childNode) => Insert(idx, (PageNode)childNode);

    void IConstructableNode.AddNode(IConstructableNode node) => Add((PageNode)node);

    void IConstructableNode.AppendText(StringOrMemory text, bool emitWhiteSpaceOnly)
    {
        // Blanks between elements part words, so they are kept whatever the builder says.
        if (count > 0 && children[count - 1] is PageText last)
        {
            last.Append(text.Memory.Span);
        }
        else
        {
            Insert(count, new PageText(text.Memory));
        }
    }

    void IConstructableNode.InsertText(int idx, StringOrMemory text, bool emitWhiteSpaceOnly)
    {
        if (idx > 0 && children[idx - 1] is PageText before)
        {
            before.Append(text.Memory.Span);
        }
        else if (idx < count && children[idx] is PageText behind)
        {
            behind.Prepend(text.Memory.Span);
        }
        else
        {
            Insert(idx, new PageText(text.Memory));
        }
    }

    void IConstructableNodeList.Clear() => Clear();

    IEnumerator<IConstructableNode> IEnumerable<IConstructableNode>.GetEnumerator() => children.Take(count).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => children.Take(count).GetEnumerator();

    /// <summary>Takes all nodes out.</summary>
    protected void Clear() => (children, count) = (None, 0);

    private void Insert(int index, PageNode node)
    {
        if (count == children.Length)
        {
            Array.Resize(ref children, count == 0 ? 2 : count * 2);
        }

        if (index < count)
        {
            Array.Copy(children, index, children, index + 1, count - index);
        }

        children[index] = node;
        count++;
        node.Parent = this;
    }

    private void Remove(int index)
    {
        children[index].Parent = null;
        count--;
        Array.Copy(children, index + 1, children, index, count - index);
        children[count] = null!;
    }
}
