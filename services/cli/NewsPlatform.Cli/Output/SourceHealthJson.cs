using System.Text.Json;
using NewsPlatform.Contracts.Fetch.V1;

namespace NewsPlatform.Cli.Output;

/// <summary>How a source does, and its polls, as JSON.</summary>
internal static class SourceHealthJson
{
    public static void Write(Utf8JsonWriter json, SourceHealth health)
    {
        json.WriteString("name", health.Name);
        json.WriteString("state", EnumText.OfWire(health.State));
        json.WriteText("reason", health.Reason);
        json.WriteString("lastSuccess", TimeText.Of(health.LastSuccessTime));
        json.WriteNumber("consecutiveFailures", health.ConsecutiveFailures);
        if (health.HasEntriesPerDay)
        {
            json.WriteNumber("entriesPerDay", Math.Round(health.EntriesPerDay, 3));
            json.WriteString("newestEntry", TimeText.Of(health.NewestEntryTime));
            json.WriteNumber("expectedSinceNewest", Math.Round(health.ExpectedSinceNewest, 3));
        }

        json.WriteNumber("pagesLastDay", health.PagesLastDay);
        json.WriteStartObject("outcomes");
        foreach (var count in health.Outcomes)
        {
            json.WriteNumber(EnumText.Of(count.Outcome), count.Pages);
        }

        json.WriteEndObject();
        json.WriteString("nextPoll", TimeText.Of(health.NextPollTime));
        json.WriteText("nextPollReason", health.NextPollReason);
        if (health.Subscription is { } subscription)
        {
            json.WriteStartObject("subscription");
            json.WriteString("state", EnumText.OfWire(subscription.State));
            json.WriteText("hub", subscription.Hub);
            json.WriteText("topic", subscription.Topic);
            json.WriteString("leaseEnd", TimeText.Of(subscription.LeaseEndTime));
            json.WriteString("lastPush", TimeText.Of(subscription.LastPushTime));
            json.WriteNumber("pushes", subscription.Pushes);
            json.WriteNumber("forgedPushes", subscription.ForgedPushes);
            json.WriteNumber("missedPolls", subscription.MissedPolls);
            json.WriteString("nextRequest", TimeText.Of(subscription.NextRequestTime));
            json.WriteText("lastResult", subscription.LastResult);
            json.WriteEndObject();
        }
    }

    public static void Write(Utf8JsonWriter json, Poll poll)
    {
        json.WriteString("time", TimeText.Of(poll.PollTime));
        json.WriteBoolean("succeeded", poll.Succeeded);
        json.WriteText("result", poll.Result);
        json.WriteNumber("newPages", poll.NewPages);
        json.WriteString("nextPoll", TimeText.Of(poll.NextPollTime));
        json.WriteText("nextPollReason", poll.NextPollReason);
        json.WriteBoolean("pushed", poll.Pushed);
    }
}
