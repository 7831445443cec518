using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Captures;

/// <summary>Captures with their pages, by the time of their fetch.</summary>
internal sealed class CaptureListing([FromKeyedServices("fetch")] Database database)
{
    /// <summary>The condition on a source, as the index <c>capture_source</c> wants it.</summary>
    public const string OfSource = "source = @Source AND source <> '' AND";

    /// <summary>The next captures of a selection.</summary>
    /// <param name="selection">Which.</param>
    /// <param name="after">Behind which.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<Row>> ListAsync(CaptureExport.Selection selection, CaptureExport.Position after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<Row>(new CommandDefinition(
            $"""
            SELECT chosen.id, chosen.page, chosen.url, chosen.content_type, chosen.size, chosen.fetched, chosen.kind, chosen.digest, chosen.refers_to, chosen.source,
                   page.url AS page_url, page.lane, page.state, page.outcome, page.fetch_no, page.discovered, page.hint, page.status, page.capture AS latest
            FROM (SELECT * FROM capture
                  WHERE {(selection.Source.Length == 0 ? "" : OfSource)} (fetched, id) > (@Fetched, @Id) AND fetched >= @Since AND fetched < @Until AND used >= 0
                  ORDER BY fetched, id LIMIT @limit) AS chosen
            JOIN page ON page.id = chosen.page
            ORDER BY chosen.fetched, chosen.id
            """,
            new { selection.Source, selection.Since, selection.Until, after.Fetched, after.Id, limit },
            cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>A capture and its page.</summary>
    internal sealed class Row
    {
        public required string Id { get; init; }

        public required string Page { get; init; }

        public required string Url { get; init; }

        public required string ContentType { get; init; }

        public required long Size { get; init; }

        public required long Fetched { get; init; }

        public required long Kind { get; init; }

        public required string Digest { get; init; }

        public required string RefersTo { get; init; }

        public required string Source { get; init; }

        public required string PageUrl { get; init; }

        public required long Lane { get; init; }

        public required long State { get; init; }

        public required long Outcome { get; init; }

        public required long FetchNo { get; init; }

        public required long Discovered { get; init; }

        public byte[]? Hint { get; init; }

        public required long Status { get; init; }

        /// <summary>The page's last capture.</summary>
        public required string Latest { get; init; }

        /// <summary>Where a list stands that ends with it.</summary>
        public CaptureExport.Position Position => new(Fetched, Id);

        /// <summary>As the API tells it.</summary>
        public ListedCapture ToListed()
        {
            var isLatest = string.Equals(Latest, Id, StringComparison.Ordinal);
            return new ListedCapture
            {
                Capture = new Capture
                {
                    Name = $"captures/{Id}",
                    Page = $"pages/{Page}",
                    Url = Url,
                    ContentType = ContentType,
                    Size = Size,
                    FetchTime = UnixTime.ToTimestamp(Fetched),
                    Kind = (CaptureKind)Kind,
                    PayloadDigest = Digest,
                    RefersTo = RefersTo.Length == 0 ? "" : $"captures/{RefersTo}",
                },
                Page = new PageRef
                {
                    Name = $"pages/{Page}",
                    Url = PageUrl,
                    Source = Source.Length == 0 ? "" : $"sources/{Source}",
                    Lane = (Lane)Lane,
                    DiscoverTime = UnixTime.ToTimestamp(Discovered),
                    FetchTime = UnixTime.ToTimestamp(Fetched),
                    Fetch = isLatest ? (int)FetchNo : 0,
                },
                Outcome = (Outcome)Outcome,
                UnderWay = State != (long)PageState.Ended,
                Hint = Hint is null ? null : FeedHint.Parser.ParseFrom(Hint),
                Status = isLatest ? (int)Status : 0,
            };
        }
    }
}
