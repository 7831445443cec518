using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Text.Urls;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Sources;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Rpc;

namespace NewsPlatform.Fetch.Rpc;

/// <summary>The methods on sources: checks requests, calls the store, maps out.</summary>
internal sealed class SourceRpc(SourceStore sources, SourceHealthReader health, FeedPreviewer previewer, FrontierSignal signal)
{
    private static readonly string[] Changeable = ["kind", "display_name", "interval", "paused", "lane"];

    public async Task<Source> CreateAsync(CreateSourceRequest request, CancellationToken cancellationToken)
    {
        var wish = request.Source ?? throw RpcErrors.InvalidField("source", "is missing.");
        if (!PageUrl.TryParse(wish.Url, null, out var url, out var reason))
        {
            throw RpcErrors.Invalid("INVALID_URL", $"source.url: {reason}");
        }

        Check(wish);
        RequestTexts.Check("request_id", request.RequestId);
        var (row, made) = await sources.AddAsync(url, wish, request.RequestId, cancellationToken);
        if (!made && (request.RequestId.Length == 0 || row.RequestId != request.RequestId))
        {
            throw RpcErrors.Error(
                Google.Rpc.Code.AlreadyExists, "SOURCE_EXISTS", $"{url.Value} is a source already: sources/{row.Id}", ("source", $"sources/{row.Id}"));
        }

        signal.Set();
        return row.ToSource();
    }

    public async Task<Source> GetAsync(GetSourceRequest request, CancellationToken cancellationToken) =>
        (await sources.GetAsync(IdOf(request.Name), cancellationToken) ?? throw NotFound(request.Name)).ToSource();

    public async Task<ListSourcesResponse> ListAsync(ListSourcesRequest request, CancellationToken cancellationToken)
    {
        var size = PageToken.Size(request.PageSize, 100, 1000);
        var rows = await sources.ListAsync(PageToken.Decode(request.PageToken, "sources") ?? "", size + 1, cancellationToken);
        return new ListSourcesResponse
        {
            Sources = { rows.Take(size).Select(r => r.ToSource()) },
            NextPageToken = rows.Count > size ? PageToken.Encode(rows[size - 1].Id, "sources") : "",
        };
    }

    public async Task<Source> UpdateAsync(UpdateSourceRequest request, CancellationToken cancellationToken)
    {
        var source = request.Source ?? throw RpcErrors.InvalidField("source", "is missing.");
        var fields = request.UpdateMask is { Paths.Count: > 0 } mask ? mask.Paths.ToHashSet(StringComparer.Ordinal) : [.. Changeable];
        if (fields.FirstOrDefault(f => !Changeable.Contains(f)) is { } wrong)
        {
            throw RpcErrors.InvalidField("update_mask", $"\"{wrong}\" cannot be changed; these can: {string.Join(", ", Changeable)}.");
        }

        Check(source);
        return (await sources.UpdateAsync(IdOf(source.Name), source, fields, cancellationToken) ?? throw NotFound(source.Name)).ToSource();
    }

    public async Task<Empty> DeleteAsync(DeleteSourceRequest request, CancellationToken cancellationToken) =>
        await sources.DeleteAsync(IdOf(request.Name), cancellationToken) ? new Empty() : throw NotFound(request.Name);

    public async Task<Source> PollAsync(PollSourceRequest request, CancellationToken cancellationToken)
    {
        var row = await sources.MakeDueAsync(IdOf(request.Name), cancellationToken) ?? throw NotFound(request.Name);
        signal.Set();
        return row.ToSource();
    }

    public async Task<FeedPreview> PreviewAsync(PreviewFeedRequest request, CancellationToken cancellationToken)
    {
        if (!PageUrl.TryParse(request.Url, null, out var url, out var reason))
        {
            throw RpcErrors.Invalid("INVALID_URL", $"url: {reason}");
        }

        if (!System.Enum.IsDefined(request.Kind))
        {
            throw RpcErrors.InvalidField("kind", $"{(int)request.Kind} has no meaning.");
        }

        return await previewer.PreviewAsync(url, request.Kind, cancellationToken);
    }

    public async Task<SourceHealth> HealthAsync(GetSourceHealthRequest request, CancellationToken cancellationToken)
    {
        const string Child = "/health";
        var source = request.Name.EndsWith(Child, StringComparison.Ordinal) ? request.Name[..^Child.Length] : "";
        return await health.GetAsync(IdOf(source), cancellationToken) ?? throw NotFound(source);
    }

    public async Task<ListPollsResponse> PollsAsync(ListPollsRequest request, CancellationToken cancellationToken)
    {
        var size = PageToken.Size(request.PageSize, 20, SourceStore.MaxPolls);
        var bound = $"polls {request.Parent}";
        var before = PageToken.Decode(request.PageToken, bound) is { } token && long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : long.MaxValue;
        var rows = await health.ListAsync(IdOf(request.Parent), before, size + 1, cancellationToken) ?? throw NotFound(request.Parent);
        return new ListPollsResponse
        {
            Polls = { rows.Take(size).Select(row => row.ToPoll()) },
            NextPageToken = rows.Count > size ? PageToken.Encode(rows[size - 1].Id.ToString(CultureInfo.InvariantCulture), bound) : "",
        };
    }

    private static void Check(Source source)
    {
        RequestTexts.Check("source.display_name", source.DisplayName);

        // Durations whose parts have different signs or too many nanoseconds are no durations (duration.proto).
        if (source.Interval is { } interval
            && (interval.Seconds is < 0 or > 365 * 86400 || interval.Nanos is < 0 or > 999_999_999 || interval is { Seconds: 0, Nanos: 0 }))
        {
            throw RpcErrors.InvalidField("source.interval", "must be more than nothing and at most a year.");
        }

        if (!System.Enum.IsDefined(source.Kind) || !System.Enum.IsDefined(source.Lane))
        {
            throw RpcErrors.InvalidField("source.kind", "kind or lane is a number without a meaning.");
        }
    }

    private static string IdOf(string name) => Names.IdOf(name, "sources", "SOURCE_NOT_FOUND");

    private static Grpc.Core.RpcException NotFound(string name) => RpcErrors.NotFound("SOURCE_NOT_FOUND", $"There is no {name}.");
}
