using System.Collections;

namespace NewsPlatform.TextAnalysis;

/// <summary>Annotations of one kind with what made them.</summary>
/// <param name="annotator">What made them.</param>
/// <param name="items">The annotations.</param>
public sealed class AnnotationList<T>(AnnotatorRun annotator, IReadOnlyList<T> items) : IReadOnlyList<T>
{
    /// <summary>What made the annotations.</summary>
    public AnnotatorRun Annotator { get; } = annotator;

    /// <inheritdoc/>
    public int Count => items.Count;

    /// <inheritdoc/>
    public T this[int index] => items[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
