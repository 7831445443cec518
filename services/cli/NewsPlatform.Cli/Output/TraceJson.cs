using System.Text.Json;
using NewsPlatform.Contracts.Fetch.V1;

namespace NewsPlatform.Cli.Output;

/// <summary>What became of a page, as JSON.</summary>
internal static class TraceJson
{
    public static void Write(Utf8JsonWriter json, PageTrace trace)
    {
        json.WriteString("url", trace.Url);
        json.WriteString("outcome", EnumText.OfWire(trace.Outcome));
        json.WriteText("reason", trace.Reason.Length > 0 ? trace.Reason : trace.ReasonCode);
        json.WriteText("reasonCode", trace.ReasonCode);
        json.WriteText("article", trace.Article);
        json.WriteText("page", trace.Name);
        json.WriteText("source", trace.Source);
        json.WriteString("lane", EnumText.OfWire(trace.Lane));
        json.WriteBoolean("quarantined", trace.Quarantined);
        json.WriteText("capture", trace.Capture);
        json.WriteString("discovered", TimeText.Of(trace.DiscoverTime));
        json.WriteString("updated", TimeText.Of(trace.UpdateTime));
        json.WriteString("due", TimeText.Of(trace.DueTime));
        json.WriteText("dueReason", trace.DueReason);
        json.WriteString("nextRevisit", TimeText.Of(trace.NextRevisitTime));
        json.WriteText("nextRevisitReason", trace.NextRevisitReason);
        json.WriteString("gone", TimeText.Of(trace.GoneTime));
        json.WriteObjects("steps", trace.Steps, step =>
        {
            json.WriteString("time", TimeText.Of(step.Time));
            json.WriteString("step", step.Step);
            json.WriteText("detail", step.Detail);
        });
    }
}
