using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Fetch.Backfills;
using NewsPlatform.Hosting.Rpc;
using NewsPlatform.Text.Urls;
using Kind = NewsPlatform.Contracts.Fetch.V1.Backfill.Types.Kind;

namespace NewsPlatform.Fetch.Rpc;

/// <summary>The methods on backfills: checks requests, calls the store, maps out.</summary>
internal sealed class BackfillRpc(BackfillStore backfills, FetchOptions options)
{
    private const int MaxInputs = 100;
    private const int MaxLabel = 2_000;
    private const int MaxUploadBytes = 16 << 20;

    public async Task<Backfill> CreateAsync(CreateBackfillRequest request, CancellationToken cancellationToken)
    {
        var wish = request.Backfill ?? throw RpcErrors.InvalidField("backfill", "is missing.");
        Check(wish);
        RequestTexts.Check("request_id", request.RequestId);
        var (backfill, made) = await backfills.CreateAsync(wish, request.RequestId, cancellationToken);
        if (!made && (backfill.Kind != wish.Kind || !backfill.Inputs.Select(input => input.Label).SequenceEqual(wish.Inputs.Select(input => input.Label), StringComparer.Ordinal)))
        {
            throw RpcErrors.Error(
                Google.Rpc.Code.AlreadyExists, "REQUEST_ID_USED", $"request_id: \"{request.RequestId}\" has made {backfill.Name}, which reads something else.", ("backfill", backfill.Name));
        }

        return backfill;
    }

    public async Task<BackfillInput> UploadAsync(UploadBackfillInputRequest request, CancellationToken cancellationToken)
    {
        if (request.Offset < 0 || request.Input < 0 || request.Data.Length > MaxUploadBytes)
        {
            throw RpcErrors.InvalidField(
                request.Data.Length > MaxUploadBytes ? "data" : request.Offset < 0 ? "offset" : "input", $"cannot be negative, and data has at most {MaxUploadBytes} bytes.");
        }

        var result = await backfills.UploadAsync(
            IdOf(request.Name), request.Input, request.Offset, request.Data.Memory, request.Last, options.MaxBackfillBytes, cancellationToken) ?? throw NotFound(request.Name);
        return result.Refusal switch
        {
            null => result.Input.ToInput(),
            "WRONG_OFFSET" => throw RpcErrors.Error(
                Google.Rpc.Code.OutOfRange, "WRONG_OFFSET", $"offset: {request.Offset} is beyond the {result.Input.Size} bytes that have come.",
                ("uploaded_bytes", result.Input.Size.ToString(CultureInfo.InvariantCulture))),
            "TOO_LARGE" => throw RpcErrors.Invalid("TOO_LARGE", $"data: the file would have more than {options.MaxBackfillBytes} bytes (Fetch:MaxBackfillBytes)."),
            _ => throw WrongState(request.Name, "is not uploaded to any more"),
        };
    }

    public async Task<Backfill> GetAsync(GetBackfillRequest request, CancellationToken cancellationToken) => await FindAsync(request.Name, cancellationToken);

    public async Task<ListBackfillsResponse> ListAsync(ListBackfillsRequest request, CancellationToken cancellationToken)
    {
        var size = PageToken.Size(request.PageSize, 100, 1000);
        (long, string)? before = null;
        if (PageToken.Decode(request.PageToken, "backfills")?.Split(' ') is { } parts)
        {
            before = parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var created)
                ? (created, parts[1])
                : throw RpcErrors.Invalid("INVALID_PAGE_TOKEN", "page_token is none that this method gave.");
        }

        var found = await backfills.ListAsync(before, size + 1, cancellationToken);
        return new ListBackfillsResponse
        {
            Backfills = { found.Take(size) },
            NextPageToken = found.Count > size ? PageToken.Encode(KeyOf(found[size - 1]), "backfills") : "",
        };
    }

    public Task<Backfill> PauseAsync(PauseBackfillRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(request.Name, backfills.PauseAsync, "has ended and cannot be paused", cancellationToken);

    public Task<Backfill> ResumeAsync(ResumeBackfillRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(request.Name, backfills.ResumeAsync, "has ended and cannot be resumed", cancellationToken);

    public Task<Backfill> CancelAsync(CancelBackfillRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(request.Name, backfills.CancelAsync, "has ended already", cancellationToken);

    private async Task<Backfill> ChangeAsync(string name, Func<string, CancellationToken, Task<bool?>> change, string refusal, CancellationToken cancellationToken) =>
        await change(IdOf(name), cancellationToken) switch
        {
            null => throw NotFound(name),
            false => throw WrongState(name, refusal),
            _ => await FindAsync(name, cancellationToken),
        };

    private async Task<Backfill> FindAsync(string name, CancellationToken cancellationToken) => await backfills.GetAsync(IdOf(name), cancellationToken) ?? throw NotFound(name);

    private static void Check(Backfill wish)
    {
        if (!System.Enum.IsDefined(wish.Kind) || wish.Kind == Kind.Unspecified)
        {
            throw RpcErrors.InvalidField("backfill.kind", $"{(int)wish.Kind} is none of LIST, SITEMAP and WARC.");
        }

        RequestTexts.Check("backfill.display_name", wish.DisplayName);
        if (wish.Inputs.Count is 0 or > MaxInputs)
        {
            throw RpcErrors.InvalidField("backfill.inputs", $"has {wish.Inputs.Count} inputs; 1 to {MaxInputs} are taken.");
        }

        foreach (var input in wish.Inputs)
        {
            if (input.Label.Length is 0 or > MaxLabel || input.Label.Any(char.IsControl))
            {
                throw RpcErrors.InvalidField("backfill.inputs.label", $"has 1 to {MaxLabel} characters, and no control characters.");
            }

            if (wish.Kind == Kind.Sitemap)
            {
                input.Label = PageUrl.TryParse(input.Label, null, out var url, out var reason) ? url.Value : throw RpcErrors.Invalid("INVALID_URL", $"backfill.inputs.label: {reason}");
            }
        }

        foreach (var (field, moment) in ((string, Timestamp?)[])[("since", wish.Since), ("until", wish.Until)])
        {
            if (moment is { Seconds: < -62_135_596_800 or > 253_402_300_799 } or { Nanos: < 0 or > 999_999_999 })
            {
                throw RpcErrors.InvalidField($"backfill.{field}", "is no time.");
            }

            if (moment is not null && wish.Kind != Kind.Sitemap)
            {
                throw RpcErrors.InvalidField($"backfill.{field}", "is for sitemaps only: lists have no times, and captures their own.");
            }
        }
    }

    private static string KeyOf(Backfill backfill) =>
        string.Create(CultureInfo.InvariantCulture, $"{Hosting.Data.UnixTime.ToMicros(backfill.CreateTime)} {Pages.PageIds.Of(backfill.Name)}");

    private static string IdOf(string name) => Names.IdOf(name, "backfills", "BACKFILL_NOT_FOUND");

    private static RpcException NotFound(string name) => RpcErrors.NotFound("BACKFILL_NOT_FOUND", $"There is no {name}, or it has no such input.");

    private static RpcException WrongState(string name, string refusal) => RpcErrors.Error(Google.Rpc.Code.FailedPrecondition, "BACKFILL_STATE", $"{name} {refusal}.");
}
