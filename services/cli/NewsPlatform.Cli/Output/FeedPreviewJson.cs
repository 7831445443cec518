using System.Text.Json;
using NewsPlatform.Contracts.Fetch.V1;

namespace NewsPlatform.Cli.Output;

/// <summary>What a poll would bring, as JSON.</summary>
internal static class FeedPreviewJson
{
    public static void Write(Utf8JsonWriter json, FeedPreview preview)
    {
        json.WriteText("url", preview.Url);
        json.WriteText("source", preview.Source);
        json.WriteText("problem", preview.Problem);
        json.WriteText("finalUrl", preview.FinalUrl);
        json.WriteNumber("status", preview.Status);
        json.WriteText("contentType", preview.ContentType);
        json.WriteText("robotsDecision", preview.RobotsDecision);
        json.WriteString("kind", EnumText.OfWire(preview.DetectedKind));
        json.WriteText("title", preview.Title);
        json.WriteNumber("pageCount", preview.PageCount);
        json.WriteNumber("newPageCount", preview.NewPageCount);
        json.WriteStartArray("pages");
        foreach (var page in preview.Pages)
        {
            json.WriteStartObject();
            json.WriteText("url", page.Url);
            json.WriteText("title", page.Title);
            json.WriteString("published", TimeText.Of(page.PublishTime));
            json.WriteBoolean("known", page.Known);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("feeds");
        foreach (var feed in preview.Feeds)
        {
            json.WriteStringValue(feed);
        }

        json.WriteEndArray();
        json.WriteText("hub", preview.Hub);
        json.WriteText("pollInterval", preview.PollInterval is null ? null : DurationText.Format(preview.PollInterval.ToTimeSpan()));
        json.WriteText("pollIntervalReason", preview.PollIntervalReason);
    }
}
