using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.WebSub;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Fetch.Sources;

/// <summary>How a source is to be read.</summary>
/// <param name="Id">Its id; empty when it is none yet.</param>
/// <param name="Kind">What it is read as, and as nothing else; unspecified: found out.</param>
/// <param name="Lane">The lane of its pages.</param>
internal readonly record struct SourceAddress(string Id, SourceKind Kind, Lane Lane);

/// <summary>What a source's document shows.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Pages">The pages that it leads to.</param>
internal sealed record SourceContent(SourceKind Kind, IReadOnlyList<NewPage> Pages)
{
    /// <summary>Its title; empty when it has none.</summary>
    public string Title { get; init; } = "";

    /// <summary>How long it is good by its own word.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>When the entries that it shows were published, as far as it says.</summary>
    public DateTime[] Times { get; init; } = [];

    /// <summary>Entries that it shows at once, when older ones scroll out of it.</summary>
    public int? Shown { get; init; }

    /// <summary>Pages that were not known before.</summary>
    public int NewPages { get; init; }

    /// <summary>The hub that the document names.</summary>
    public HubLink? Hub { get; init; }

    /// <summary>Whether the next poll must not be conditional: what the document leads to changes without it, or something of it is to be seen once more.</summary>
    public bool AskWhole { get; init; }

    /// <summary>The feeds that a site leads to.</summary>
    public IReadOnlyList<PageUrl> Feeds { get; init; } = [];

    /// <summary>What else is to be said of it, for people; follows the number of pages.</summary>
    public string Remark { get; init; } = "";
}
