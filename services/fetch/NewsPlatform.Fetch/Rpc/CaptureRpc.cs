using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Fetch.Captures;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Rpc;

namespace NewsPlatform.Fetch.Rpc;

/// <summary>The methods on captures: checks requests, calls the store, maps out.</summary>
internal sealed class CaptureRpc(CaptureStore captures, CaptureListing listing, CaptureExport export, TimeProvider time)
{
    private const int ChunkBytes = 64 << 10;

    public async Task<Capture> GetAsync(GetCaptureRequest request, CancellationToken cancellationToken)
    {
        if (!System.Enum.IsDefined(request.View))
        {
            throw RpcErrors.InvalidField("view", $"{(int)request.View} has no meaning.");
        }

        return await captures.GetAsync(IdOf(request.Name), request.View == CaptureView.Full, cancellationToken) ?? throw NotFound(request.Name);
    }

    public async Task<ListCapturesResponse> ListAsync(ListCapturesRequest request, CancellationToken cancellationToken)
    {
        var size = PageToken.Size(request.PageSize, 100, 1000);
        var (selection, after, bound) = SelectionOf("list", request.Source, request.Since, request.Until, request.PageToken, long.MaxValue);
        var found = await listing.ListAsync(selection, after ?? new CaptureExport.Position(selection.Since, ""), size + 1, cancellationToken);
        return new ListCapturesResponse
        {
            Captures = { found.Take(size).Select(row => row.ToListed()) },
            NextPageToken = found.Count > size ? TokenOf(found[size - 1].Position, bound) : "",
        };
    }

    public async Task DownloadAsync(DownloadCaptureRequest request, IServerStreamWriter<CaptureChunk> responseStream, CancellationToken cancellationToken)
    {
        var body = await captures.ReadBodyAsync(IdOf(request.Name), cancellationToken) ?? throw NotFound(request.Name);
        for (var at = 0; at < body.Length; at += ChunkBytes)
        {
            var chunk = body.Slice(at, Math.Min(ChunkBytes, body.Length - at));
            // The buffer is ours and nobody writes to it again.
            await responseStream.WriteAsync(new CaptureChunk { Data = Google.Protobuf.UnsafeByteOperations.UnsafeWrap(chunk) }, cancellationToken);
        }
    }

    public async Task ExportAsync(ExportCapturesRequest request, IServerStreamWriter<ExportCapturesResponse> responseStream, CancellationToken cancellationToken)
    {
        var (selection, after, bound) = SelectionOf("export", request.Source, request.Since, request.Until, request.PageToken, time.GetUtcNow().ToMicros());
        await foreach (var part in export.ReadAsync(selection, after, at => TokenOf(at, bound), cancellationToken))
        {
            await responseStream.WriteAsync(part, cancellationToken);
        }
    }

    private static (CaptureExport.Selection Selection, CaptureExport.Position? After, string Bound) SelectionOf(
        string what, string wishedSource, Timestamp? from, Timestamp? to, string token, long end)
    {
        var source = wishedSource.Length == 0 ? "" : Names.IdOf(wishedSource, "sources", "SOURCE_NOT_FOUND", "source");
        var since = MicrosOf("since", from);
        var until = MicrosOf("until", to);
        var bound = $"{what} {source} {since} {until}";
        CaptureExport.Position? after = null;
        if (PageToken.Decode(token, bound)?.Split(' ') is { } parts)
        {
            after = parts.Length == 2 && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var fetched)
                ? new CaptureExport.Position(fetched, parts[1])
                : throw RpcErrors.Invalid("INVALID_PAGE_TOKEN", "page_token is none that this method gave.");
        }

        return (new CaptureExport.Selection(source, since ?? long.MinValue, until ?? end), after, bound);
    }

    private static string TokenOf(CaptureExport.Position at, string bound) => PageToken.Encode(string.Create(CultureInfo.InvariantCulture, $"{at.Fetched} {at.Id}"), bound);

    private static long? MicrosOf(string field, Timestamp? asked) => asked switch
    {
        null => null,
        // The years 1 to 9999 (timestamp.proto).
        { Seconds: < -62_135_596_800 or > 253_402_300_799 } or { Nanos: < 0 or > 999_999_999 } => throw RpcErrors.InvalidField(field, "is no time."),
        _ => asked.ToMicros(),
    };

    private static string IdOf(string name) => Names.IdOf(name, "captures", "CAPTURE_NOT_FOUND");

    private static RpcException NotFound(string name) => RpcErrors.NotFound("CAPTURE_NOT_FOUND", $"There is no {name}.");
}
