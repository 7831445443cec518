using NewsPlatform.Contracts.Clean.V1;

namespace NewsPlatform.Clean.Reprocessing;

/// <summary>What was found at one site; a row of the table <c>reprocessing_site</c>.</summary>
internal sealed class SiteTally
{
    public required string Site { get; init; }

    public long Compared { get; set; }

    public long Changed { get; set; }

    public long NowRejected { get; set; }

    public long NowAccepted { get; set; }

    public long BodyChanged { get; set; }

    /// <summary>Sum of the distances of changed pages.</summary>
    public double Distance { get; set; }

    /// <summary>As the API tells it.</summary>
    public SiteDifferences ToProto() => new()
    {
        Site = Site,
        Compared = Compared,
        Changed = Changed,
        NowRejected = NowRejected,
        NowAccepted = NowAccepted,
        BodyChanged = BodyChanged,
        MeanDistance = Changed == 0 ? 0 : Distance / Changed,
    };
}
