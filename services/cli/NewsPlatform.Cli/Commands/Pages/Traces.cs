using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Cli.Commands.Pages;

/// <summary>Asking what became of pages, and showing it.</summary>
internal static class Traces
{
    public static Task<PageTrace> OfAsync(CommandRun run, string url) => run.Server.Fetch.CallAsync(
        (client, options) => client.TraceUrlAsync(new TraceUrlRequest { Url = url }, options), run.Stop);

    public static Rows Rows(Screen screen) => new(screen, new("outcome", 9), new("reason"), new("article", 26), new("url"));

    /// <summary>Shows one trace in the form that was asked for.</summary>
    public static void Show(CommandRun run, Rows rows, PageTrace trace)
    {
        if (run.Screen.Json)
        {
            run.Screen.WriteJson(json => TraceJson.Write(json, trace));
        }
        else
        {
            rows.Add(EnumText.OfWire(trace.Outcome), trace.Reason.Length > 0 ? trace.Reason : trace.ReasonCode, trace.Article, trace.Url);
        }
    }

    /// <summary>Whether the page has its outcome.</summary>
    public static bool IsSettled(PageTrace trace) => trace.Outcome is not (Outcome.Pending or Outcome.Unspecified);
}
