using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.IntegrationTests.Hosting.Messaging;

namespace NewsPlatform.IntegrationTests.Clean;

/// <summary>Pages that any extractor reads.</summary>
internal static class CleanPages
{
    public static string Article(string canonical = "/a") =>
        $"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>The harbour of Lindale opens again</title>
        <link rel="canonical" href="{canonical}"><meta property="og:type" content="article"></head>
        <body><article><h1>The harbour of Lindale opens again</h1>
        <p>The harbour of Lindale opened again on Tuesday after a winter of repairs that kept fishing boats away for months.</p>
        <p>The council had closed the old harbour in November, when a storm broke the northern wall and flooded the market behind it.</p>
        <p>Fishermen said that they had waited long enough, and that the first boats would leave on Wednesday before the sun was up.</p>
        <p>The repairs of the harbour cost four million crowns, which the council will pay back over a period of twelve years.</p>
        </article></body></html>
        """;

    /// <summary>The announcement of a capture of the given size.</summary>
    public static PageFetched Announcement(long size)
    {
        var message = SampleEvents.Fetched();
        message.Size = size;
        return message;
    }
}
