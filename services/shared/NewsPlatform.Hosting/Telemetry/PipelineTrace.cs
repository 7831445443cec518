using System.Diagnostics;

namespace NewsPlatform.Hosting.Telemetry;

/// <summary>
/// The spans of a page's way that no library makes, and how a trace goes on where work waits in a row instead of a
/// message: the row keeps where it came from, and whoever takes the work up goes on from there.
/// </summary>
public static class PipelineTrace
{
    private static readonly ActivitySource Source = new("NewsPlatform.Pipeline");

    /// <summary>What a row keeps: the current span as a W3C traceparent; null when nothing is traced.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } span ? span.Id : null;

    /// <summary>Starts a span.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="kept">What the row kept; null begins a trace, or goes on with the current span.</param>
    /// <param name="linked">Whether it begins a trace of its own and only links to the one that was kept.</param>
    /// <returns>The span, to be disposed; null when nobody listens.</returns>
    public static Activity? Start(string name, string? kept = null, bool linked = false)
    {
        if (!ActivityContext.TryParse(kept, null, isRemote: true, out var from))
        {
            return Source.StartActivity(name);
        }

        return linked
            ? Source.StartActivity(name, ActivityKind.Internal, default(ActivityContext), links: [new ActivityLink(from)])
            : Source.StartActivity(name, ActivityKind.Internal, from);
    }
}
