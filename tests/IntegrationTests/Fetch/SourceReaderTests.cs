using System.Text;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Fetch.Sources;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>What is believed of the times that a feed gives its entries.</summary>
public sealed class SourceReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Time_that_is_the_answers_own_is_put_off_and_the_next_answer_asked_for_whole()
    {
        var feed = Read(answered: Now, [Now.AddSeconds(-2), Now.AddHours(-1)]);

        Assert.Equal([null, Now.AddHours(-1)], feed.Pages.Select(page => page.Updated));
        Assert.True(feed.AskWhole);
    }

    [Fact]
    public void Time_that_the_next_answer_gives_again_is_believed()
    {
        var feed = Read(answered: Now.AddMinutes(1), [Now.AddSeconds(-2), Now.AddHours(-1)]);

        Assert.Equal([Now.AddSeconds(-2), Now.AddHours(-1)], feed.Pages.Select(page => page.Updated));
        Assert.False(feed.AskWhole);
    }

    [Fact]
    public void Time_at_which_a_cache_had_its_copy_rendered_is_put_off()
    {
        var feed = Read(answered: Now, [Now.AddMinutes(-10)], KeyValuePair.Create("Age", "599"));

        Assert.Equal([null], feed.Pages.Select(page => page.Updated));
    }

    [Fact]
    public void Time_of_what_is_pushed_is_believed()
    {
        var feed = Read(answered: null, [Now]);

        Assert.Equal([Now], feed.Pages.Select(page => page.Updated));
        Assert.False(feed.AskWhole);
    }

    private static SourceContent Read(DateTimeOffset? answered, DateTimeOffset[] updated, params KeyValuePair<string, string>[] headers)
    {
        var entries = string.Concat(updated.Select((time, number) => $"<entry><link href=\"/a/{number}\"/><updated>{time:O}</updated></entry>"));
        return SourceReader.ReadFeed(new SourceAddress("one", SourceKind.Feed, Lane.Live), new FetchResult
        {
            Outcome = FetchOutcome.Ok,
            Reason = "",
            FinalUrl = new Uri("https://news.example/feed"),
            Body = Encoding.UTF8.GetBytes($"<feed xmlns=\"http://www.w3.org/2005/Atom\">{entries}</feed>"),
            Headers = answered is { } date ? [KeyValuePair.Create("Date", date.ToString("r")), .. headers] : headers,
        })!;
    }
}
