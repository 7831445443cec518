using System.Text;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Markup;
using NewsPlatform.Extraction.Metadata;

namespace NewsPlatform.Extraction.Rejection;

/// <summary>What the rules ask of a page, worked out once. The dear parts only when a rule asks for them.</summary>
internal sealed class JudgedPage
{
    private const int MaxVisible = 8000;
    private const int MaxHeadings = 8;
    private const int MaxBareLinks = 6;

    private readonly HashSet<int> teasers = [];
    private readonly Lazy<bool> headline;
    private readonly Lazy<List<JudgedLine>> headings;
    private readonly Lazy<List<JudgedLine>> lines;
    private readonly Lazy<string> visible;
    private readonly Lazy<List<(KnownMark Mark, Evidence Evidence)>> marks;

    public JudgedPage(PageScan scan, JsonLdGraph graph, Page page)
    {
        (Scan, Graph, Page) = (scan, graph, page);
        SaysArticle = (graph.Article is { } article && article.HasType(JsonLdGraph.IsArticleType) && article["datePublished"] is not null)
            || string.Equals(scan.MetaOf("og:type"), "article", StringComparison.OrdinalIgnoreCase) || scan.MetaOf("article:published_time") is not null;
        Measure();
        headline = new(FindHeadline);
        headings = new(ReadHeadings);
        lines = new(ReadLines);
        visible = new(ReadVisible);
        marks = new(() => KnownMarks.In(scan, Visible));
    }

    public PageScan Scan { get; }

    public JsonLdGraph Graph { get; }

    public Page Page { get; }

    /// <summary>Whether the publisher calls the page an article.</summary>
    public bool SaysArticle { get; }

    /// <summary>Characters of running text, teasers aside.</summary>
    public double Prose { get; private set; }

    /// <summary>Characters of the longest stretch of running text under one parent: teasers and notices stand apart.</summary>
    public double Run { get; private set; }

    /// <summary>How many blocks that stretch has: a report has several paragraphs, a notice one or two.</summary>
    public int RunBlocks { get; private set; }

    /// <summary>The container that holds it, or -1.</summary>
    public int RunContainer { get; private set; } = -1;

    /// <summary>Whether a heading long enough to be an article's stands right above running text.</summary>
    public bool HasHeadline => headline.Value;

    /// <summary>Characters of text that is not links.</summary>
    public double Own { get; private set; }

    /// <summary>Blocks that are teasers: they begin with a link to what the rest is about, or stand under a linked heading.</summary>
    public int Teasers => teasers.Count;

    /// <summary>Whether hardly anything is around the text: no menus, no lists of links.</summary>
    public bool IsBare { get; private set; }

    /// <summary>Whether there is so much text, or the publisher's word and some, that the page is no wall or notice.</summary>
    public bool IsRich => Run >= 600 || Prose >= 3000 || (SaysArticle && Prose >= 300);

    /// <summary>The document's title by its parts, and the first headings.</summary>
    public List<JudgedLine> Headings => headings.Value;

    /// <summary>Text that is neither heading nor links, sentence by sentence.</summary>
    public List<JudgedLine> Lines => lines.Value;

    /// <summary>The text that is not links, as it is.</summary>
    public string Visible => visible.Value;

    /// <summary>Known products' marks.</summary>
    public IEnumerable<(KnownMark Mark, Evidence Evidence)> MarksOf(string purpose) => marks.Value.Where(found => found.Mark.Purpose == purpose);

    /// <summary>The body, or the longest stretch of running text where hardly any was found.</summary>
    public BodySelection Rescue(BodySelection found, int least) =>
        Run < least / 2 ? found
            : RunBody.Or(Scan, found, RunContainer, Run, least, i => !IsTeaser(i) && IsProse(Scan.Blocks[i], Scan.Containers[Scan.Blocks[i].Container].Tag));

    /// <summary>Whether a block is running text that stands for itself.</summary>
    public static bool IsProse(TextBlock block, string tag) =>
        (block.Length >= 50 ? block.Punctuation > 0 : block.Length >= 30 && TextMeasure.EndsSentence(block.Text)) && block.LinkDensity < 0.35 && !BlockWeights.IsHeading(tag) && !StartsAsTeaser(block)
        && !block.Hints.Any(ElementHint.Related | ElementHint.Comments | ElementHint.Footer | ElementHint.Hidden | ElementHint.Consent);

    /// <summary>Whether a block is a teaser of another page.</summary>
    public bool IsTeaser(int block) => teasers.Contains(block);

    // "Ferry returns | The boat sails again on Monday ...": the link's words are a headline, not a name in a sentence.
    private static bool StartsAsTeaser(TextBlock block) =>
        block.Anchors is [{ Start: 0 } first, ..] && block.LinkDensity >= 0.06 && first.Length <= block.Text.Length
        && Weight(block.Text.AsSpan(0, first.Length)) is var weight && weight >= (block.LinkDensity >= 0.15 ? 14 : 20);

    /// <summary>Length with Han, Kana and Hangul counted more: a few of them are a sentence.</summary>
    public static double Weight(ReadOnlySpan<char> text)
    {
        double weight = text.Length;
        foreach (var c in text)
        {
            weight += c is >= '\uAC00' and <= '\uD7A3' ? 1 : c is >= '\u3040' and <= '\u9FFF' ? 2 : 0;
        }

        return weight;
    }

    private void Measure()
    {
        var runs = new Dictionary<int, (double Length, int Blocks)>();
        var underLink = false;
        var links = 0;
        for (var i = 0; i < Scan.Blocks.Count; i++)
        {
            var block = Scan.Blocks[i];
            var container = Scan.Containers[block.Container];
            var density = block.LinkDensity;
            Own += block.Length * (1 - density);
            links += density > 0.6 ? 1 : 0;
            var heading = BlockWeights.IsHeading(container.Tag);
            var teaser = (underLink && !heading && density < 0.5 && block.Length >= 30) || (StartsAsTeaser(block) && density < 0.9 && block.Length >= 30);
            // The first text behind a linked heading is its summary; the next is on its own again.
            underLink = density > 0.8 && (heading || (block.Length >= 15 && block.Text.Contains(' ', StringComparison.Ordinal)));
            if (teaser)
            {
                teasers.Add(i);
            }
            else if (IsProse(block, container.Tag))
            {
                Prose += block.Length;
                var parent = container.Tag is "p" or "li" or "blockquote" or "pre" ? container.Parent : block.Container;
                var (length, blocks) = runs.GetValueOrDefault(parent);
                runs[parent] = (length + block.Length, blocks + 1);
                if (runs[parent].Length > Run)
                {
                    (Run, RunBlocks, RunContainer) = (runs[parent].Length, runs[parent].Blocks, parent);
                }
            }
        }

        IsBare = links <= MaxBareLinks && teasers.Count == 0;
    }

    private bool FindHeadline()
    {
        foreach (var mark in Scan.Headings)
        {
            if (mark.Position >= Scan.Blocks.Count || Scan.Blocks[mark.Position] is not { LinkDensity: < 0.5 } heading || Weight(heading.Text) < 20)
            {
                continue;
            }

            for (var i = mark.Position + 1; i < Scan.Blocks.Count && i <= mark.Position + 6; i++)
            {
                if (!IsTeaser(i) && IsProse(Scan.Blocks[i], Scan.Containers[Scan.Blocks[i].Container].Tag))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private List<JudgedLine> ReadHeadings()
    {
        var found = new List<JudgedLine>();
        foreach (var part in JudgedText.Segments(Scan.DocumentTitle ?? ""))
        {
            found.Add(new(JudgedText.Fold(part), "title", 0));
        }

        foreach (var mark in Scan.Headings.Take(MaxHeadings))
        {
            if (ElementText.Of(mark.Element, 300) is { Length: > 0 } text)
            {
                found.Add(new(JudgedText.Fold(text), ElementPlace.Of(mark.Element), 0));
            }
        }

        return found;
    }

    private List<JudgedLine> ReadLines()
    {
        var found = new List<JudgedLine>();
        var length = 0;
        for (var i = 0; i < Scan.Blocks.Count && length < MaxVisible; i++)
        {
            var block = Scan.Blocks[i];
            if (block.LinkDensity > 0.6 || block.Hints.Any(ElementHint.Hidden))
            {
                continue;
            }

            length += block.Text.Length;
            var element = Scan.Containers[block.Container].Element;
            foreach (var sentence in JudgedText.Sentences(JudgedText.Fold(block.Text)))
            {
                found.Add(new(sentence, null, block.Length) { Element = element, Block = i });
            }
        }

        return found;
    }

    private string ReadVisible()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Scan.Blocks.Count && text.Length < MaxVisible; i++)
        {
            var own = Scan.Blocks[i].LinkDensity > 0.6 ? "" : Scan.Blocks[i].Text;
            text.Append(own.AsSpan(0, Math.Min(own.Length, MaxVisible))).Append('\n');
        }

        return text.ToString();
    }
}

/// <summary>A heading or sentence of a page, folded.</summary>
/// <param name="Text">The words.</param>
/// <param name="Place">Where it stands, when that is known already.</param>
/// <param name="BlockLength">Characters of the block it is of; 0 for a heading.</param>
internal sealed record JudgedLine(string Text, string? Place, int BlockLength)
{
    /// <summary>The element it stands in.</summary>
    public PageElement? Element { get; init; }

    /// <summary>The block it is of.</summary>
    public int Block { get; init; }

    /// <summary>Where it stands.</summary>
    public string? PlaceOrPath => Place ?? (Element is null ? null : ElementPlace.Of(Element));
}
