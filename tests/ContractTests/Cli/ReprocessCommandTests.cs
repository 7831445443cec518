using NewsPlatform.Contracts.Clean.V1;
using State = NewsPlatform.Contracts.Clean.V1.Reprocessing.Types.State;

namespace NewsPlatform.ContractTests.Cli;

public sealed class ReprocessCommandTests
{
    [Fact]
    public async Task Reprocess_makes_a_dry_run_of_the_selection_and_waits_for_its_report()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Clean.AsksUntilEnd = 1;

        var result = await News.RunAsync(
            server, "reprocess", "--site", "example.org", "--extractor", "1", "--since", "2025-01-01", "--until", "2025-02-01T00:00:00+01:00");

        Assert.True(result.ExitCode == 0, result.Error);
        var request = Assert.Single(server.Clean.Requests);
        Assert.True(request.HasDryRun && request.DryRun);
        Assert.Equal(("example.org", "1", 1_735_689_600L, 1_738_364_400L), (request.Selection.Site, request.Selection.ExtractorVersion, request.Selection.Since.Seconds, request.Selection.Until.Seconds));
        Assert.Contains("reprocessings/r1: succeeded, dry run, example.org read by 1", result.Output, StringComparison.Ordinal);
        Assert.Contains("changed         20  (body 18, title 3)", result.Output, StringComparison.Ordinal);
        Assert.Contains("words           +1,500 -20 of 9,000", result.Output, StringComparison.Ordinal);
        Assert.Contains("now rejected    2  (the articles stay)", result.Output, StringComparison.Ordinal);
        Assert.Contains("example.org                    changed 20 of 1225, distance 0.25", result.Output, StringComparison.Ordinal);
        Assert.Contains("text before: short\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("for real: news reprocess start reprocessings/r1", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Fact]
    public async Task Start_does_for_real_what_a_dry_run_has_shown()
    {
        await using var server = await FakePlatform.StartAsync();
        await News.RunAsync(server, "reprocess", "--json");

        var result = await News.RunAsync(server, "reprocess", "start", "r1", "--json");
        var unknown = await News.RunAsync(server, "reprocess", "start", "r9");

        Assert.Equal(("reprocessings/r1", false, true), (server.Clean.Requests[1].Confirms, server.Clean.Requests[1].DryRun, server.Clean.Requests[1].Selection is null));
        var line = Assert.Single(News.Lines(result));
        Assert.Equal(("reprocessings/r2", "succeeded", false, "reprocessings/r1"),
            (line.GetProperty("name").GetString(), line.GetProperty("state").GetString(), line.GetProperty("dryRun").GetBoolean(), line.GetProperty("confirms").GetString()));
        Assert.Equal((1234, 18), (line.GetProperty("counts").GetProperty("captures").GetInt32(), line.GetProperty("counts").GetProperty("bodyChanged").GetInt32()));
        Assert.Equal("short and\nlong", line.GetProperty("pages")[0].GetProperty("fields")[0].GetProperty("after").GetString());
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("REPROCESSING_NOT_FOUND", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reprocess_for_real_without_waiting_returns_at_once_and_both_wishes_are_refused()
    {
        await using var server = await FakePlatform.StartAsync();

        var result = await News.RunAsync(server, "reprocess", "--for-real", "--no-wait", "--json");
        var both = await News.RunAsync(server, "reprocess", "--for-real", "--dry-run");

        Assert.Equal("running", Assert.Single(News.Lines(result)).GetProperty("state").GetString());
        Assert.False(server.Clean.Requests[0].DryRun);
        Assert.Equal(2, both.ExitCode);
        Assert.Single(server.Clean.Requests);
    }

    [Theory]
    [InlineData(State.Failed, 1)]
    [InlineData(State.Cancelled, 1)]
    public async Task Reprocess_ends_as_the_run_does(State state, int exit)
    {
        await using var server = await FakePlatform.StartAsync();
        server.Clean.EndState = state;

        Assert.Equal(exit, (await News.RunAsync(server, "reprocess")).ExitCode);
    }

    [Fact]
    public async Task Runs_are_listed_shown_and_cancelled()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Clean.Runs.AddRange(Enumerable.Range(1, 23).Select(number => new Reprocessing
        {
            Name = $"reprocessings/r{number}", State = State.Running, DryRun = true, Selection = new CaptureSelection(), Counts = new ReprocessingCounts { Captures = 7 },
        }));

        var list = await News.RunAsync(server, "reprocess", "list", "--json");
        var rows = await News.RunAsync(server, "reprocess", "list", "--limit", "2");
        var shown = await News.RunAsync(server, "reprocess", "show", "r3", "r99");
        var cancelled = await News.RunAsync(server, "reprocess", "cancel", "reprocessings/r4", "--json");

        Assert.Equal(23, News.Lines(list).Count);
        Assert.Equal(["reprocessings/r1", "running", "dry run", "7", "0", "0", "0", "all", ""], rows.Output.Split('\n')[0].Split('\t'));
        Assert.Equal(1, shown.ExitCode);
        Assert.Contains("captures        7", shown.Output, StringComparison.Ordinal);
        Assert.Equal("cancelled", Assert.Single(News.Lines(cancelled)).GetProperty("state").GetString());
    }
}
