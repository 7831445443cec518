using System.Text.Json;
using NewsPlatform.Contracts.Fetch.V1;

namespace NewsPlatform.Cli.Output;

/// <summary>A source as JSON.</summary>
internal static class SourceJson
{
    public static void Write(Utf8JsonWriter json, Source source)
    {
        json.WriteString("name", source.Name);
        json.WriteString("url", source.Url);
        json.WriteString("kind", EnumText.OfWire(source.Kind));
        json.WriteString("detectedKind", EnumText.OfWire(source.DetectedKind));
        json.WriteText("displayName", source.DisplayName);
        json.WriteText("interval", source.Interval is null ? null : DurationText.Format(source.Interval.ToTimeSpan()));
        json.WriteBoolean("paused", source.Paused);
        json.WriteString("lane", EnumText.OfWire(source.Lane));
        json.WriteString("created", TimeText.Of(source.CreateTime));
        json.WriteString("lastPoll", TimeText.Of(source.LastPollTime));
        json.WriteString("lastSuccess", TimeText.Of(source.LastSuccessTime));
        json.WriteString("nextPoll", TimeText.Of(source.NextPollTime));
        json.WriteText("lastResult", source.LastResult);
        json.WriteNumber("consecutiveFailures", source.ConsecutiveFailures);
        json.WriteNumber("pages", source.Pages);
    }
}
