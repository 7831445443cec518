using System.Net;
using System.Text;
using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Sites.Rules;

/// <summary>The article's text where a site's rules say it stands.</summary>
internal static class RuledBody
{
    private const int MaxCharacters = 4_000_000;

    // What names and words call furniture may be all there is where a site gives its article a queer name.
    private const double LeastLeft = 0.5;

    /// <summary>The blocks inside elements; null when there is no text in them.</summary>
    public static BodySelection? Choose(PageScan scan, HashSet<PageElement> elements, bool prune, string title)
    {
        var containers = new Dictionary<PageElement, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < scan.Containers.Count; i++)
        {
            containers[scan.Containers[i].Element] = i;
        }

        var inside = new bool[scan.Containers.Count];
        var holds = new HashSet<int>();
        foreach (var element in elements)
        {
            // A selector may name an inline element: then it is the block around it.
            for (var up = element; up is not null; up = up.ParentElement)
            {
                if (containers.TryGetValue(up, out var index))
                {
                    holds.Add(index);
                    break;
                }
            }
        }

        for (var i = 0; i < inside.Length; i++)
        {
            inside[i] = holds.Contains(i) || (scan.Containers[i].Parent >= 0 && inside[scan.Containers[i].Parent]);
        }

        List<int> all = [], pruned = [];
        double length = 0, left = 0;
        for (var i = 0; i < scan.Blocks.Count; i++)
        {
            var block = scan.Blocks[i];
            var container = scan.Containers[block.Container];
            if (!inside[block.Container] || block.Hints.Any(ElementHint.Hidden) || container.Labels.Any(ElementHint.Caption))
            {
                continue;
            }

            all.Add(i);
            length += block.Length;
            if (BlockFilter.Judge(scan, i, title) != BlockVerdict.Drop)
            {
                pruned.Add(i);
                left += block.Length;
            }
        }

        return all.Count == 0 ? null : prune && left >= length * LeastLeft ? new(Root(scan, pruned), pruned, left) : new(Root(scan, all), all, length);
    }

    /// <summary>Blocks of texts that may have markup; null when the parser fails over it.</summary>
    public static (List<Block> Blocks, List<int> Starts, bool Cut)? Build(List<string> texts, Uri url, ExtractionOptions options, CancellationToken cancellation)
    {
        var html = new StringBuilder("<html><body><article>");
        foreach (var text in texts)
        {
            if (html.Length + text.Length < MaxCharacters)
            {
                html.Append(text.Contains('<', StringComparison.Ordinal) && text.Contains('>', StringComparison.Ordinal) ? $"<div>{text}</div>" : $"<p>{WebUtility.HtmlEncode(text).Replace("\n\n", "</p><p>", StringComparison.Ordinal)}</p>");
            }
        }

        using var markup = MarkupScan.Of(html.Append("</article></body></html>").ToString(), options.MaxElements, options.MaxDepth);
        if (markup.StartTags > options.MaxElements || markup.Depth > options.MaxDepth)
        {
            return ([], [], true);
        }

        PageTree parsed;
        try
        {
            parsed = PageParser.Parse(markup, options, cancellation);
        }
        catch (InvalidDataException)
        {
            return null;
        }

        using var tree = parsed;
        var scan = PageWalker.Walk(tree, url, cancellation);
        var kept = Enumerable.Range(0, scan.Blocks.Count).Where(i => !scan.Blocks[i].Hints.Any(ElementHint.Hidden)).ToList();
        // Their places are in another tree than the page's: nobody may look them up there.
        var (blocks, _, cut) = BlockBuilder.Build(scan, new(0, kept, kept.Sum(i => scan.Blocks[i].Length)), url, options.MaxBlocks);
        return (blocks, [.. blocks.Select(_ => 0)], cut);
    }

    /// <summary>The innermost container that holds all blocks.</summary>
    private static int Root(PageScan scan, List<int> blocks)
    {
        var root = blocks.Count == 0 ? 0 : scan.Blocks[blocks[0]].Container;
        while (root > 0 && !(scan.Containers[root].FirstBlock <= blocks[0] && scan.Containers[root].EndBlock > blocks[^1]))
        {
            root = scan.Containers[root].Parent;
        }

        return root;
    }
}
