using System.Diagnostics.CodeAnalysis;
using NewsPlatform.Crawling.Feeds;

namespace NewsPlatform.Crawling.Opml;

/// <summary>A list of feeds, or why there is none.</summary>
public sealed record OpmlResult
{
    private OpmlResult(OpmlDocument? document, string reason)
    {
        Document = document;
        Reason = reason;
    }

    /// <summary>The list, when it could be read.</summary>
    public OpmlDocument? Document { get; }

    /// <summary>Why it could not, for people; empty otherwise.</summary>
    public string Reason { get; }

    /// <summary>True when there is a document.</summary>
    [MemberNotNullWhen(true, nameof(Document))]
    public bool IsOpml => Document is not null;

    internal static OpmlResult Of(OpmlDocument document) => new(document, "");

    internal static OpmlResult Failed(string reason) => new(null, PlainText.Collapse(reason, PlainText.MaxTitleLength) ?? "");
}
