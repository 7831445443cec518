using NewsPlatform.Extraction.Authors;
using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Dates;
using NewsPlatform.Extraction.Images;
using NewsPlatform.Extraction.Links;
using NewsPlatform.Extraction.Metadata;
using NewsPlatform.Extraction.Rights;
using NewsPlatform.Extraction.Sites;
using NewsPlatform.Text;

namespace NewsPlatform.Extraction;

/// <summary>An article taken out of a page. No field stands in for another: what the page does not say is absent.</summary>
public sealed record ExtractedArticle
{
    /// <summary>What kind of article.</summary>
    public required ArticleKind Kind { get; init; }

    /// <summary>The address the page gives as its own, else the one it was fetched from.</summary>
    public required Sourced<Uri> CanonicalUrl { get; init; }

    /// <summary>The AMP version's address.</summary>
    public Uri? AmpUrl { get; init; }

    /// <summary>The same article in other languages.</summary>
    public IReadOnlyList<Alternate> Alternates { get; init; } = [];

    /// <summary>The headline, without the site's name.</summary>
    public required Sourced<string> Title { get; init; }

    /// <summary>The summary printed below the headline, or given as the description.</summary>
    public Sourced<string>? Standfirst { get; init; }

    /// <summary>The authors in the printed order.</summary>
    public IReadOnlyList<Sourced<Author>> Authors { get; init; } = [];

    /// <summary>When the article was first published.</summary>
    public Sourced<NewsDate>? Published { get; init; }

    /// <summary>When it was last changed.</summary>
    public Sourced<NewsDate>? Modified { get; init; }

    /// <summary>The date printed with the article, whatever it means.</summary>
    public Sourced<NewsDate>? Displayed { get; init; }

    /// <summary>BCP 47 base code; <c>und</c> when neither page nor text tells.</summary>
    public required Sourced<string> Language { get; init; }

    /// <summary>The section of the newspaper.</summary>
    public Sourced<string>? Section { get; init; }

    /// <summary>The path from the front page, without the article itself.</summary>
    public IReadOnlyList<string> Breadcrumbs { get; init; } = [];

    /// <summary>The place at the start of the text ("New Delhi").</summary>
    public Sourced<string>? Dateline { get; init; }

    /// <summary>Tags and keywords given by the publisher.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The publisher, if stated.</summary>
    public Sourced<Publisher>? Publisher { get; init; }

    /// <summary>The main picture.</summary>
    public Sourced<LeadImage>? LeadImage { get; init; }

    /// <summary>The article's parts in reading order.</summary>
    public required IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>The blocks' text, joined by blank lines.</summary>
    public required string Text { get; init; }

    /// <summary>Where the text was found: the element that holds it, JSON-LD, a script's data, a site rule; null for plain text.</summary>
    public Evidence? TextEvidence { get; init; }

    /// <summary>The blocks as Markdown.</summary>
    public required string Markdown { get; init; }

    /// <summary>The blocks as HTML: made from the blocks only, so nothing of the page's markup can be in it.</summary>
    public required string Html { get; init; }

    /// <summary>Links out of the article's text.</summary>
    public IReadOnlyList<Link> Links { get; init; } = [];

    /// <summary>Links that the page offers as related reading.</summary>
    public IReadOnlyList<Link> RelatedLinks { get; init; } = [];

    /// <summary>Corrections printed with the article.</summary>
    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    /// <summary>What the page says about its use.</summary>
    public required RightsSignals Rights { get; init; }

    /// <summary>How much of the article is here.</summary>
    public required Completeness Completeness { get; init; }

    /// <summary>Words in <see cref="Text"/>; a Han, Kana or Thai character counts as one.</summary>
    public required int WordCount { get; init; }

    /// <summary>The text's near-duplicate signature.</summary>
    public required TextSignature Signature { get; init; }

    /// <summary>Remarks for later stages, such as <c>truncated-blocks</c>, or <c>dates-differ</c> when the page names several days of publication.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Blocks that what is known of the site took out of the text: place, the block's text, and the share of the site's pages that have it.</summary>
    public IReadOnlyList<Evidence> Removed { get; init; } = [];

    /// <summary>What the page teaches about its site, if that was asked for (<see cref="SiteKnowledge.Observe"/>).</summary>
    public SitePage? Seen { get; init; }
}
