using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Messaging;

namespace NewsPlatform.IntegrationTests.Hosting.Messaging;

/// <summary>Events to send.</summary>
internal static class SampleEvents
{
    public static PageFetched Fetched(string id = "p1", Lane lane = Lane.Live) => new()
    {
        Page = new PageRef
        {
            Name = $"pages/{id}",
            Url = $"https://news.example/{id}?a=1&b=“ü”",
            Source = "sources/feed",
            Lane = lane,
            DiscoverTime = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero)),
            Fetch = 3,
        },
        Capture = "captures/abcdefgh",
        FinalUrl = $"https://news.example/{id}",
        Status = 200,
        ContentType = "text/html; charset=utf-8",
        Size = 9_007_199_254_740_993,
        Hint = new FeedHint { Title = "Zeile 1\nZeile 2 </script> 👍", Authors = { "A", "B" } },
    };

    public static Task PublishAsync(this TestHost host, PageFetched message) =>
        host.Publisher.PublishAsync(
            message, $"{message.Page.Name}/{message.Page.Fetch}/fetched", message.Page.Name, EventPublisher.KeyOf(message.Page.Lane), CancellationToken.None);
}
