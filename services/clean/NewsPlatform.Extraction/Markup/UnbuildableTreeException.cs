namespace NewsPlatform.Extraction.Markup;

/// <summary>
/// AngleSharp's builder knows tables and templates by its own classes, so that it misplaces what stands in a table without being a part
/// of it when the tree is not its own. Such a page (about one in fifty) is parsed into its own tree, and copied.
/// </summary>
internal sealed class UnbuildableTreeException : Exception
{
    /// <summary>Says so.</summary>
    public UnbuildableTreeException()
        : base("The page needs the parser's own tree.")
    {
    }
}
