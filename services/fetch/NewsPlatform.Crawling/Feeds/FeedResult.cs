using System.Diagnostics.CodeAnalysis;

namespace NewsPlatform.Crawling.Feeds;

/// <summary>A feed, or why there is none.</summary>
public sealed record FeedResult
{
    private FeedResult(FeedDocument? document, FeedFault? fault)
    {
        Document = document;
        Fault = fault;
    }

    /// <summary>The feed, when it could be read.</summary>
    public FeedDocument? Document { get; }

    /// <summary>The fault, when it could not.</summary>
    public FeedFault? Fault { get; }

    /// <summary>True when there is a document.</summary>
    [MemberNotNullWhen(true, nameof(Document))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsFeed => Document is not null;

    internal static FeedResult Of(FeedDocument document) => new(document, null);

    internal static FeedResult Failed(FeedFaultKind kind, string reason) => new(null, new FeedFault(kind, PlainText.Collapse(reason, PlainText.MaxTitleLength) ?? ""));
}
