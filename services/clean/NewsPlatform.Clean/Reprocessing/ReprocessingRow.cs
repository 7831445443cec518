using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Hosting.Data;
using Proto = NewsPlatform.Contracts.Clean.V1.Reprocessing;
using State = NewsPlatform.Contracts.Clean.V1.Reprocessing.Types.State;

namespace NewsPlatform.Clean.Reprocessing;

/// <summary>A row of the table <c>reprocessing</c>.</summary>
internal sealed class ReprocessingRow
{
    /// <summary>The columns.</summary>
    public const string Columns =
        "id, request_id, request, selection, dry_run, confirms, version, state, reason, created, updated, ended, page_token, position, counts, lease_until, token";

    public required string Id { get; init; }

    public required byte[] Request { get; init; }

    public required byte[] Selection { get; init; }

    public required long DryRun { get; init; }

    /// <summary>Id of the dry run that it makes real; empty for none.</summary>
    public required string Confirms { get; init; }

    public required string Version { get; init; }

    public required long State { get; init; }

    public required string Reason { get; init; }

    public required long Created { get; init; }

    public required long Updated { get; init; }

    public long? Ended { get; init; }

    public required string PageToken { get; init; }

    public long? Position { get; init; }

    public required byte[] Counts { get; init; }

    public required long Token { get; init; }

    /// <summary>Its name in the API.</summary>
    public string Name => NameOf(Id);

    /// <summary>The name of an id; empty for none.</summary>
    public static string NameOf(string id) => id.Length == 0 ? "" : $"reprocessings/{id}";

    /// <summary>As the API tells it, without sites and pages.</summary>
    public Proto ToProto() => new()
    {
        Name = Name,
        Selection = CaptureSelection.Parser.ParseFrom(Selection),
        DryRun = DryRun == 1,
        Confirms = NameOf(Confirms),
        ExtractorVersion = Version,
        State = (State)State,
        Reason = Reason,
        CreateTime = UnixTime.ToTimestamp(Created),
        UpdateTime = UnixTime.ToTimestamp(Updated),
        EndTime = UnixTime.ToTimestamp(Ended),
        PositionTime = UnixTime.ToTimestamp(Position),
        Counts = ReprocessingCounts.Parser.ParseFrom(Counts),
    };
}
