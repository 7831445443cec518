using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.TestKit;
using Kind = NewsPlatform.Contracts.Fetch.V1.Backfill.Types.Kind;
using State = NewsPlatform.Contracts.Fetch.V1.Backfill.Types.State;

namespace NewsPlatform.ContractTests.Cli;

public sealed class BackfillCommandTests
{
    [Theory]
    [InlineData("old.csv", Kind.List)]
    [InlineData("old.txt.gz", Kind.List)]
    [InlineData("CC-NEWS.warc.gz", Kind.Warc)]
    [InlineData("one.WARC", Kind.Warc)]
    public async Task Start_uploads_a_file_as_what_its_name_says(string name, Kind kind)
    {
        await using var server = await FakePlatform.StartAsync();
        var (path, bytes) = FileOf(name, 10_000_000);

        var result = await News.RunAsync(server, "backfill", "start", path, "--name", "the past", "--json");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal((kind, name, "the past"), server.Fetch.Backfills.Single() is var made ? (made.Kind, made.Inputs.Single().Label, made.DisplayName) : default);
        Assert.Equal(bytes, server.Fetch.Uploads.SelectMany(upload => upload.Data.ToByteArray()).ToArray());
        Assert.Equal([false, false, true], server.Fetch.Uploads.Select(upload => upload.Last));
        Assert.Equal(("backfills/b1", "running", 10_000_000), Assert.Single(News.Lines(result)) is var line
            ? (line.GetProperty("name").GetString(), line.GetProperty("state").GetString(), line.GetProperty("inputs")[0].GetProperty("uploadedBytes").GetInt32()) : default);
    }

    [Fact]
    public async Task Start_takes_sitemaps_with_their_dates()
    {
        await using var server = await FakePlatform.StartAsync();

        var result = await News.RunAsync(
            server, "backfill", "start", "https://example.org/a.xml", "https://example.org/b.xml", "--since", "2025-01-01", "--until", "2025-02-01T00:00:00+01:00", "--refetch");

        Assert.True(result.ExitCode == 0, result.Error);
        var made = Assert.Single(server.Fetch.Backfills);
        Assert.Equal((Kind.Sitemap, true, 1_735_689_600L, 1_738_364_400L), (made.Kind, made.Refetch, made.Since.Seconds, made.Until.Seconds));
        Assert.Equal(["https://example.org/a.xml", "https://example.org/b.xml"], made.Inputs.Select(input => input.Label));
        Assert.Empty(server.Fetch.Uploads);
    }

    [Fact]
    public async Task Start_with_the_same_request_id_goes_on_with_an_upload_that_broke_off()
    {
        await using var server = await FakePlatform.StartAsync();
        var (first, one) = FileOf("a.txt", 100);
        var (second, two) = FileOf("b.txt", 9_000_000);
        server.Fetch.BreakUploadAfter = 2;

        var broken = await News.RunAsync(server, "backfill", "start", first, second, "--request-id", "r1");
        var resumed = await News.RunAsync(server, "backfill", "start", first, second, "--request-id", "r1");

        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("--request-id r1", broken.Error, StringComparison.Ordinal);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Single(server.Fetch.Backfills);
        Assert.Equal(one, server.Fetch.Uploads.Where(upload => upload.Input == 0).SelectMany(upload => upload.Data.ToByteArray()).ToArray());
        Assert.Equal(two, server.Fetch.Uploads.Where(upload => upload.Input == 1).SelectMany(upload => upload.Data.ToByteArray()).ToArray());
    }

    [Theory]
    [InlineData(State.Succeeded, 0)]
    [InlineData(State.Failed, 1)]
    public async Task Start_that_waits_ends_as_the_backfill_does(State state, int exit)
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.AsksUntilBackfilled = 2;
        server.Fetch.EndState = state;

        var result = await News.RunAsync(server, "backfill", "start", "https://example.org/a.xml", "--wait", "--json");

        Assert.Equal((exit, state.ToString().ToLowerInvariant()), (result.ExitCode, Assert.Single(News.Lines(result)).GetProperty("state").GetString()));
    }

    [Fact]
    public async Task List_pages_through_all_and_status_tells_outcomes_and_problems()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Backfills.AddRange(Enumerable.Range(1, 23).Select(number => new Backfill
        {
            Name = $"backfills/b{number}", Kind = Kind.List, State = State.Paused, Total = 10, Queued = 2, Refused = 1, Inputs = { new BackfillInput { Label = "a.csv" } },
            Outcomes = { new OutcomeCount { Outcome = Outcome.Stored, Pages = 7 } }, Problems = { "a.csv, record 3: no address" },
        }));

        var list = await News.RunAsync(server, "backfill", "list", "--json");
        var status = await News.RunAsync(server, "backfill", "status", "b3", "backfills/b4");

        Assert.Equal(23, News.Lines(list).Count);
        Assert.Equal(7, News.Lines(list)[0].GetProperty("outcomes").GetProperty("stored").GetInt32());
        Assert.Equal(["backfills/b3", "paused", "10+", "2", "7", "1", "a.csv", ""], status.Output.Split('\n')[0].Split('\t'));
        Assert.Contains("  stored: 7\n  refused: a.csv, record 3: no address\n", status.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pause_resume_and_cancel_change_the_state_and_unknown_ones_end_with_1()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Backfills.Add(new Backfill { Name = "backfills/b1", State = State.Running });

        foreach (var (verb, state) in ((string, string)[])[("pause", "paused"), ("resume", "running"), ("cancel", "cancelled")])
        {
            Assert.Equal(state, Assert.Single(News.Lines(await News.RunAsync(server, "backfill", verb, "b1", "--json"))).GetProperty("state").GetString());
            var unknown = await News.RunAsync(server, "backfill", verb, "b2");
            Assert.Equal(1, unknown.ExitCode);
            Assert.Contains("BACKFILL_NOT_FOUND", unknown.Error, StringComparison.Ordinal);
        }
    }

    private static (string Path, byte[] Bytes) FileOf(string name, int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var path = Path.Combine(ScratchFolder.Create("backfill"), name);
        File.WriteAllBytes(path, bytes);
        return (path, bytes);
    }
}
