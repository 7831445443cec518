namespace NewsPlatform.Hosting.Configuration;

/// <summary>Where a service finds the others.</summary>
public sealed class PeerOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Peers";

    /// <summary>gRPC address of Fetch, for captures: <c>http://fetch:8081</c>. Absent: this very process.</summary>
    public Uri? Fetch { get; set; }

    /// <summary>gRPC address of Store, for what is stored of captures that are read anew: <c>http://store:8081</c>. Absent: this very process.</summary>
    public Uri? Store { get; set; }
}
