using System.Globalization;

namespace NewsPlatform.EndToEndTests.Faults;

/// <summary>How many pages are under way when things break: 300, or what the variable NEWSPLATFORM_FAULT_PAGES says.</summary>
internal static class FaultSize
{
    public const string Variable = "NEWSPLATFORM_FAULT_PAGES";

    public static readonly int Pages =
        int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var pages) && pages >= 20 ? pages : 300;

    /// <summary>Pages that may be without an outcome: few enough that a stage which still runs while another is down cannot finish.</summary>
    public static readonly int Unsettled = Math.Max(8, Pages / 10);

    /// <summary>How long a site takes to answer, so that fetching does not race ahead of <see cref="Unsettled"/>.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(Math.Clamp(90_000 / Pages, 20, 400));

    /// <summary>How long the platform may take from one milestone to the next.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120) + TimeSpan.FromSeconds(Pages / 10.0);
}
