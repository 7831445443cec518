using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Backfills;

/// <summary>A row of the table <c>backfill</c>.</summary>
internal sealed class BackfillRow
{
    public required string Id { get; init; }

    public required string RequestId { get; init; }

    public required long Kind { get; init; }

    public required string DisplayName { get; init; }

    public long? Since { get; init; }

    public long? Until { get; init; }

    public required long Refetch { get; init; }

    public required long State { get; init; }

    public required string Reason { get; init; }

    public required long Created { get; init; }

    public required long Updated { get; init; }

    public long? Ended { get; init; }

    public required long Total { get; init; }

    public required long Refused { get; init; }

    public required long Skipped { get; init; }

    public required string Problems { get; init; }

    public required long Token { get; init; }

    /// <summary>Pages that it has taken and that have no outcome; of queries that count them.</summary>
    public long Queued { get; init; }

    /// <summary>Inputs that are not read yet; of queries that count them.</summary>
    public long Unread { get; init; }

    /// <summary>The backfill as clients see it.</summary>
    public Backfill ToBackfill(IEnumerable<BackfillInputRow> inputs, IEnumerable<OutcomeCount> outcomes, bool withProblems)
    {
        var ended = State is (long)Backfill.Types.State.Succeeded or (long)Backfill.Types.State.Failed or (long)Backfill.Types.State.Cancelled;
        return new Backfill
        {
            Name = $"backfills/{Id}",
            Kind = (Backfill.Types.Kind)Kind,
            DisplayName = DisplayName,
            Inputs = { inputs.Select(input => input.ToInput()) },
            Since = UnixTime.ToTimestamp(Since),
            Until = UnixTime.ToTimestamp(Until),
            Refetch = Refetch == 1,
            State = (Backfill.Types.State)State,
            Reason = Reason,
            CreateTime = UnixTime.ToTimestamp(Created),
            UpdateTime = UnixTime.ToTimestamp(Updated),
            EndTime = UnixTime.ToTimestamp(Ended),
            Total = Total,
            TotalKnown = Unread == 0 && (!ended || State != (long)Backfill.Types.State.Cancelled),
            Queued = Queued,
            Outcomes = { outcomes },
            Refused = Refused,
            Skipped = Skipped,
            Problems = { withProblems ? Problems.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [] },
        };
    }
}

/// <summary>A row of the table <c>backfill_input</c>.</summary>
internal sealed class BackfillInputRow
{
    private const string PartPrefix = "backfill-";

    public required string Backfill { get; init; }

    public required long Number { get; init; }

    /// <summary>Address of a sitemap, or name of a file.</summary>
    public required string Label { get; init; }

    /// <summary>Why it cannot be read, or no further; empty when it can.</summary>
    public required string Fault { get; init; }

    public required long Depth { get; init; }

    public required long Stage { get; init; }

    public required long Size { get; init; }

    public required long Parts { get; init; }

    public required long Records { get; init; }

    public required string DueHost { get; init; }

    /// <summary>How far redirects have been followed, as <see cref="Frontier.RedirectRoute"/> writes it; empty at the start.</summary>
    public required string Route { get; init; }

    public required long Attempts { get; init; }

    /// <summary>Key of the blob with one part of the bytes.</summary>
    public static string PartKey(string backfill, long number, long part) => $"{PartPrefix}{backfill}-{number}-{part}";

    /// <summary>The backfill that a key of a blob is a part of; empty when it is none.</summary>
    public static string BackfillOf(string key)
    {
        var end = key.StartsWith(PartPrefix, StringComparison.Ordinal) ? key.LastIndexOf('-', key.LastIndexOf('-') - 1) : 0;
        return end > PartPrefix.Length ? key[PartPrefix.Length..end] : "";
    }

    /// <summary>The input as clients see it.</summary>
    public BackfillInput ToInput() => new()
    {
        Index = (int)Number,
        Label = Label,
        UploadedBytes = Size,
        Complete = Stage > (long)InputStage.Due,
        Records = Records,
    };
}

/// <summary>Where an input stands. The numbers are the database's.</summary>
internal enum InputStage : long
{
    /// <summary>Its bytes are not all there: still uploaded, or a sitemap that waits until others were read.</summary>
    Open = 1,

    /// <summary>A sitemap that is due at its host.</summary>
    Due = 2,

    /// <summary>All there, to be read.</summary>
    Complete = 3,

    /// <summary>Read to its end.</summary>
    Read = 4,

    /// <summary>Cannot be read, or no further.</summary>
    Broken = 5,
}
