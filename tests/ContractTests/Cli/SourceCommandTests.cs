using Google.Protobuf;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.TestKit;

namespace NewsPlatform.ContractTests.Cli;

public sealed class SourceCommandTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("2h", 7200)]
    [InlineData("1.5h", 5400)]
    public async Task Add_reads_kind_and_interval(string interval, double seconds)
    {
        await using var server = await FakePlatform.StartAsync();

        var result = await News.RunAsync(server, "source", "add", "https://example.org/feed", "--kind", "feed", "--interval", interval, "--json");

        var source = Assert.Single(server.Fetch.Sources);
        Assert.Equal((0, SourceKind.Feed, seconds), (result.ExitCode, source.Kind, source.Interval.ToTimeSpan().TotalSeconds));
        var line = Assert.Single(News.Lines(result));
        Assert.Equal(("sources/s1", "feed", false), (line.GetProperty("name").GetString(), line.GetProperty("kind").GetString(), line.GetProperty("existed").GetBoolean()));
    }

    [Fact]
    public async Task Add_of_a_source_that_exists_is_done_with_a_note()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Sources.Add(new Source { Name = "sources/s1", Url = "https://example.org/feed" });

        var result = await News.RunAsync(server, "source", "add", "https://example.org/feed", "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("is a source already", result.Error, StringComparison.Ordinal);
        Assert.Equal("sources/s1", Assert.Single(News.Lines(result)).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Add_of_several_goes_on_after_one_that_is_refused()
    {
        await using var server = await FakePlatform.StartAsync();

        var result = await News.RunAsync(server, "source", "add", "gopher://example.org", "https://example.org/feed", "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("INVALID_URL", result.Error, StringComparison.Ordinal);
        Assert.Single(News.Lines(result));
    }

    [Fact]
    public async Task List_pages_through_all()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Sources.AddRange(Enumerable.Range(1, 23).Select(number => new Source { Name = $"sources/s{number}", Url = $"https://example.org/{number}" }));

        var result = await News.RunAsync(server, "source", "list", "--json");

        Assert.Equal(23, News.Lines(result).Count);
    }

    [Theory]
    [InlineData(SourceKind.Unspecified, SourceKind.Sitemap, "sitemap")]
    [InlineData(SourceKind.Feed, SourceKind.Unspecified, "feed")]
    [InlineData(SourceKind.Unspecified, SourceKind.Unspecified, "?")]
    public async Task List_shows_the_kind_that_was_found_out_or_else_the_wished_one(SourceKind wished, SourceKind detected, string shown)
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Sources.Add(new Source { Name = "sources/s1", Url = "https://example.org/1", Kind = wished, DetectedKind = detected });

        var result = await News.RunAsync(server, "source", "list");

        Assert.Equal(["sources/s1", shown], result.Output.Split('\t')[..2]);
    }

    [Fact]
    public async Task Remove_and_poll_take_names_and_addresses()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Sources.Add(new Source { Name = "sources/s1", Url = "https://example.org/feed" });

        var poll = await News.RunAsync(server, "source", "poll", "https://example.org/feed", "--json");
        var remove = await News.RunAsync(server, "source", "remove", "sources/s1", "--json");
        var again = await News.RunAsync(server, "source", "remove", "s1", "--json");

        Assert.Equal((0, 0, 1), (poll.ExitCode, remove.ExitCode, again.ExitCode));
        Assert.NotNull(Assert.Single(News.Lines(poll)).GetProperty("nextPoll").GetString());
        Assert.Empty(server.Fetch.Sources);
        Assert.Contains("SOURCE_NOT_FOUND", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_and_polls_show_what_the_hub_of_a_source_does()
    {
        await using var server = await FakePlatform.StartAsync();
        var noon = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
        server.Fetch.Health.Add(new SourceHealth
        {
            Name = "sources/s1/health",
            State = SourceHealth.Types.State.Healthy,
            Subscription = new Subscription { State = Subscription.Types.State.Active, Hub = "https://hub.example/", LeaseEndTime = noon, Pushes = 3, ForgedPushes = 1, MissedPolls = 1 },
        });
        server.Fetch.Polls.Add(new Poll { Succeeded = true, Result = "pushed: 1 pages, 1 new", NewPages = 1, Pushed = true });

        var text = await News.RunAsync(server, "source", "health", "sources/s1");
        var json = Assert.Single(News.Lines(await News.RunAsync(server, "source", "health", "sources/s1", "--json"))).GetProperty("subscription");
        var poll = Assert.Single(News.Lines(await News.RunAsync(server, "source", "polls", "sources/s1", "--json")));

        Assert.Contains("active until 2026-11-25 12:00:00, no push yet, polls find what it does not push", text.Output, StringComparison.Ordinal);
        Assert.Equal(("active", "https://hub.example/", 3, 1), (json.GetProperty("state").GetString(), json.GetProperty("hub").GetString(), json.GetProperty("pushes").GetInt32(), json.GetProperty("forgedPushes").GetInt32()));
        Assert.True(poll.GetProperty("pushed").GetBoolean());
    }

    [Fact]
    public async Task Preview_shows_what_a_poll_would_bring()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Preview.MergeFrom(new FeedPreview
        {
            FinalUrl = "https://example.org/feed.xml",
            Status = 200,
            ContentType = "application/rss+xml",
            DetectedKind = SourceKind.Feed,
            Title = "News",
            PageCount = 2,
            NewPageCount = 1,
            Pages = { new PreviewedPage { Url = "https://example.org/1", Title = "One", Known = true }, new PreviewedPage { Url = "https://example.org/2" } },
            PollInterval = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromMinutes(90)),
            PollIntervalReason = "by its rhythm",
        });

        var json = await News.RunAsync(server, "source", "preview", "https://example.org/feed", "--json");
        var plain = await News.RunAsync(server, "source", "preview", "https://example.org/feed");

        var line = Assert.Single(News.Lines(json));
        Assert.Equal((0, 0), (json.ExitCode, plain.ExitCode));
        Assert.Equal(("feed", 2, 1), (line.GetProperty("kind").GetString(), line.GetProperty("pageCount").GetInt32(), line.GetProperty("newPageCount").GetInt32()));
        Assert.Equal(["One", ""], line.GetProperty("pages").EnumerateArray().Select(page => page.GetProperty("title").GetString() ?? ""));
        Assert.Contains("2, 1 of them new", plain.Output, StringComparison.Ordinal);
        Assert.Contains("1h 30m later: by its rhythm", plain.Output, StringComparison.Ordinal);
        Assert.Contains("https://example.org/2", plain.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_of_what_cannot_be_polled_fails_with_the_reason()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Preview.Problem = "robots.txt forbids it by \"Disallow: /\" in line 2";

        var plain = await News.RunAsync(server, "source", "preview", "https://example.org/feed");

        Assert.Equal(1, plain.ExitCode);
        Assert.Contains("robots.txt forbids it", plain.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_exported_is_imported_as_it_was()
    {
        var file = Path.Combine(ScratchFolder.Create("opml"), "feeds.opml");
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Sources.AddRange(
        [
            new Source { Name = "sources/s1", Url = "https://example.org/a?x=1&y=2", DisplayName = "Tom & <Jerry> \"daily\"", DetectedKind = SourceKind.Feed },
            new Source { Name = "sources/s2", Url = "https://example.org/sitemap.xml", DetectedKind = SourceKind.Sitemap },
            new Source { Name = "sources/s3", Url = "https://example.org/b" },
        ]);

        var exported = await News.RunAsync(server, "source", "export", file);
        await using var empty = await FakePlatform.StartAsync();
        var imported = await News.RunAsync(empty, "source", "import", file, "--backfill", "--json");

        Assert.Equal((0, 0), (exported.ExitCode, imported.ExitCode));
        Assert.Equal(
            [("https://example.org/a?x=1&y=2", "Tom & <Jerry> \"daily\""), ("https://example.org/b", "https://example.org/b")],
            empty.Fetch.Sources.Select(source => (source.Url, source.DisplayName)));
        Assert.All(empty.Fetch.Sources, source => Assert.Equal(NewsPlatform.Contracts.Type.V1.Lane.Backfill, source.Lane));
        Assert.Equal(2, News.Lines(imported).Count);
    }

    [Theory]
    [InlineData("<html><p>no outlines</html>", 1, "")]
    [InlineData("<opml version=\"2.0\"><body><outline text=\"a folder\"/></body></opml>", 1, "names no feeds")]
    [InlineData(null, 2, "there is no such file")]
    public async Task Import_of_what_names_no_feeds_says_so(string? content, int exit, string word)
    {
        var file = Path.Combine(ScratchFolder.Create("opml"), "feeds.opml");
        if (content is not null)
        {
            await File.WriteAllTextAsync(file, content);
        }

        await using var server = await FakePlatform.StartAsync();

        var result = await News.RunAsync(server, "source", "import", file);

        Assert.Equal(exit, result.ExitCode);
        Assert.Contains(word, result.Error, StringComparison.Ordinal);
        Assert.NotEqual("", result.Error);
        Assert.Empty(server.Fetch.Sources);
    }

    [Fact]
    public async Task Export_to_a_place_that_cannot_be_written_says_so()
    {
        await using var server = await FakePlatform.StartAsync();

        var result = await News.RunAsync(server, "source", "export", Path.Combine(ScratchFolder.Create("opml"), "no", "such", "folder.opml"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("folder.opml", result.Error, StringComparison.Ordinal);
    }
}
