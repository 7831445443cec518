using NewsPlatform.Crawling.Xml;

namespace NewsPlatform.Crawling.Opml;

/// <summary>
/// Reads OPML as it is found: two lists of three are not well-formed, by bare ampersands in addresses above all. FOAF
/// documents (RDF), which older readers exchange instead, become an outline for each person and group.
/// </summary>
public static class OpmlReader
{
    /// <summary>Largest list in bytes.</summary>
    public const int MaxBytes = 20 * 1_024 * 1_024;

    /// <summary>Outlines read of one list; the rest is ignored.</summary>
    public const int MaxOutlines = 50_000;

    // Only for XML Base, which outlines do not have.
    private static readonly Uri Nowhere = new("http://opml.invalid/");

    /// <summary>Reads a list. Never throws for its content.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="contentType">The Content-Type header, for its charset, or null.</param>
    public static OpmlResult Read(ReadOnlyMemory<byte> bytes, string? contentType)
    {
        if (bytes.Length > MaxBytes)
        {
            return OpmlResult.Failed($"the list has {bytes.Length} bytes, the limit is {MaxBytes}");
        }

        var text = DocumentText.Decode(bytes.Span, contentType).TrimStart();
        var strict = new Assembler();
        if (StrictXml.Read(text, strict.Builder, out var error))
        {
            return strict.Result("");
        }

        var lenient = new Assembler();
        LenientXml.Read(text, lenient.Builder);
        return lenient.Result(error);
    }

    /// <summary>Collects outlines while the markup is parsed; each leaves the tree when it is finished.</summary>
    private sealed class Assembler
    {
        private readonly Dictionary<MarkupElement, List<OpmlOutline>> children = [];
        private readonly List<OpmlOutline> body = [];
        private readonly List<KeyValuePair<string, string>> head = [];
        private int outlines;

        public Assembler() => Builder = new MarkupBuilder(Nowhere, Finished, keepNames: true);

        public MarkupBuilder Builder { get; }

        public OpmlResult Result(string error)
        {
            if (Builder.Root is not { } root || Builder.End is MarkupEnd.TooDeep or MarkupEnd.TooLarge or MarkupEnd.NestedEntities)
            {
                return OpmlResult.Failed(Builder.End is MarkupEnd.None or MarkupEnd.Stopped ? $"no element could be read: {error}" : "the list has more markup, or nests it deeper, than any list does");
            }

            if (root.Name is "rdf")
            {
                return OpmlResult.Of(new OpmlDocument(null, [], FoafOutlines.Of(root)));
            }

            if (root.Name is not ("opml" or "body" or "outline") || (error.Length > 0 && outlines == 0 && head.Count == 0))
            {
                return OpmlResult.Failed($"the document starts with <{root.Name}>, which is no list of feeds{(error.Length > 0 ? ": " + error : "")}");
            }

            return OpmlResult.Of(new OpmlDocument(root.Attribute("version"), head, body));
        }

        private MarkupVerdict Finished(MarkupElement element)
        {
            if (element.Name is "outline" && element.Parent is { } parent)
            {
                if (outlines++ >= MaxOutlines)
                {
                    return MarkupVerdict.Stop;
                }

                // Outlines that stand in no other are the list's own, in whatever they stand: some lists have no body, some two.
                var siblings = body;
                if (parent.Name is "outline" && !children.TryGetValue(parent, out siblings))
                {
                    children[parent] = siblings = [];
                }

                children.Remove(element, out var own);
                siblings!.Add(new OpmlOutline(element.WrittenAttributes!, own ?? []));
                return MarkupVerdict.Take;
            }

            if (element.Parent?.Name is "head" && element.Children.Count == 0)
            {
                head.Add(new KeyValuePair<string, string>(element.WrittenName!, element.Text()));
            }

            return MarkupVerdict.Keep;
        }
    }
}
