using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Rpc;
using NewsPlatform.Text.Urls;
using Proto = NewsPlatform.Contracts.Clean.V1.Reprocessing;
using State = NewsPlatform.Contracts.Clean.V1.Reprocessing.Types.State;

namespace NewsPlatform.Clean.Reprocessing;

/// <summary>The methods on reprocessings: checks requests, calls the store, maps out.</summary>
internal sealed class ReprocessingRpc(ReprocessingStore store, PageCleaner cleaner, TimeProvider time)
{
    private const int MaxText = 200;

    public async Task<Proto> StartAsync(ReprocessCapturesRequest request, CancellationToken cancellationToken)
    {
        Check("request_id", request.RequestId);
        var dryRun = request.HasDryRun ? request.DryRun : request.Confirms.Length == 0;
        var selection = request.Confirms.Length > 0 ? await ConfirmedAsync(request, dryRun, cancellationToken) : Checked(request.Selection ?? new CaptureSelection());
        // What is fetched from now on is read by this extractor anyway.
        selection.Until ??= Timestamp.FromDateTimeOffset(time.GetUtcNow());
        var confirms = request.Confirms.Length > 0 ? IdOf("confirms", request.Confirms) : "";
        var (run, same) = await store.CreateAsync(request, selection, dryRun, confirms, cleaner.Version, cancellationToken);
        return same ? run : throw RpcErrors.Error(
            Google.Rpc.Code.AlreadyExists, "REQUEST_ID_USED", $"request_id: \"{request.RequestId}\" has made {run.Name}, which is another request's.", ("reprocessing", run.Name));
    }

    public async Task<Proto> GetAsync(GetReprocessingRequest request, CancellationToken cancellationToken) => await FindAsync("name", request.Name, cancellationToken);

    public async Task<ListReprocessingsResponse> ListAsync(ListReprocessingsRequest request, CancellationToken cancellationToken)
    {
        var size = PageToken.Size(request.PageSize, 100, 1000);
        (long, string)? before = null;
        if (PageToken.Decode(request.PageToken, "reprocessings")?.Split(' ') is { } parts)
        {
            before = parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var created)
                ? (created, parts[1])
                : throw RpcErrors.Invalid("INVALID_PAGE_TOKEN", "page_token is none that this method gave.");
        }

        var found = await store.ListAsync(before, size + 1, cancellationToken);
        return new ListReprocessingsResponse
        {
            Reprocessings = { found.Take(size) },
            NextPageToken = found.Count > size ? PageToken.Encode(KeyOf(found[size - 1]), "reprocessings") : "",
        };
    }

    public async Task<Proto> CancelAsync(CancelReprocessingRequest request, CancellationToken cancellationToken) =>
        await store.CancelAsync(IdOf("name", request.Name), cancellationToken) switch
        {
            null => throw NotFound(request.Name),
            false => throw WrongState($"{request.Name} has ended already."),
            _ => await FindAsync("name", request.Name, cancellationToken),
        };

    // The selection of a dry run that told the truth about what is to be done.
    private async Task<CaptureSelection> ConfirmedAsync(ReprocessCapturesRequest request, bool dryRun, CancellationToken cancellationToken)
    {
        if (dryRun)
        {
            throw RpcErrors.InvalidField("dry_run", "is set, and a dry run cannot confirm another.");
        }

        if (request.Selection is not null)
        {
            throw RpcErrors.InvalidField("selection", "is that of the dry run that is confirmed; leave it out.");
        }

        var confirmed = await FindAsync("confirms", request.Confirms, cancellationToken);
        return !confirmed.DryRun ? throw RpcErrors.InvalidField("confirms", $"{confirmed.Name} was no dry run.")
            : confirmed.State != State.Succeeded ? throw WrongState($"{confirmed.Name} has not succeeded.")
            : confirmed.ExtractorVersion != cleaner.Version
                ? throw WrongState($"{confirmed.Name} was read by the extractor {confirmed.ExtractorVersion}; this is {cleaner.Version}. Make another dry run.")
                : confirmed.Selection;
    }

    private static CaptureSelection Checked(CaptureSelection selection)
    {
        if (selection.Source.Length > 0)
        {
            NameIn("selection.source", selection.Source, "sources");
        }

        CheckTime("selection.since", selection.Since);
        CheckTime("selection.until", selection.Until);
        Check("selection.extractor_version", selection.ExtractorVersion);
        var checkedSelection = selection.Clone();
        if (selection.Site.Length > 0)
        {
            Check("selection.site", selection.Site);
            checkedSelection.Site = PageUrl.TryParse($"https://{selection.Site}/", null, out var url, out _) && url.ToUri().Host is var host && url.Value == $"https://{host}/"
                ? host
                : throw RpcErrors.InvalidField("selection.site", "is no host; example.org would be.");
        }

        return checkedSelection;
    }

    private static void Check(string field, string text)
    {
        if (text.Length > MaxText || text.Any(char.IsControl))
        {
            throw RpcErrors.InvalidField(field, $"has at most {MaxText} characters, and no control characters.");
        }
    }

    private static void CheckTime(string field, Timestamp? moment)
    {
        // The years 1 to 9999 (timestamp.proto).
        if (moment is { Seconds: < -62_135_596_800 or > 253_402_300_799 } or { Nanos: < 0 or > 999_999_999 })
        {
            throw RpcErrors.InvalidField(field, "is no time.");
        }
    }

    private async Task<Proto> FindAsync(string field, string name, CancellationToken cancellationToken) =>
        await store.GetAsync(IdOf(field, name), cancellationToken) ?? throw NotFound(name);

    private static string IdOf(string field, string name) => NameIn(field, name, "reprocessings");

    private static string NameIn(string field, string name, string collection)
    {
        var id = name.StartsWith(collection + "/", StringComparison.Ordinal) ? name[(collection.Length + 1)..] : "";
        return id.Length is > 0 and <= MaxText && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? id
            : throw RpcErrors.InvalidField(field, $"\"{StoredText.Clean(name, 100)}\" is no name of this kind; {collection}/… would be.");
    }

    private static string KeyOf(Proto run) => string.Create(CultureInfo.InvariantCulture, $"{run.CreateTime.ToMicros()} {run.Name[(run.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]}");

    private static RpcException NotFound(string name) => RpcErrors.NotFound("REPROCESSING_NOT_FOUND", $"There is no {name}.");

    private static RpcException WrongState(string message) => RpcErrors.Error(Google.Rpc.Code.FailedPrecondition, "REPROCESSING_STATE", message);
}
