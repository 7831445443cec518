using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Health;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Hosting.Messaging;

public sealed class InMemoryFailureTests() : FailureTests(BusTransport.InMemory);

public sealed class RabbitMqFailureTests() : FailureTests(BusTransport.RabbitMq)
{
    [Fact]
    public async Task Poison_is_acknowledged_and_no_error_queue_appears()
    {
        Probe.Handle = (_, _, _) => throw new InvalidOperationException("poison");
        var settings = await SettingsAsync("10s");
        await using (var host = await StartAsync(settings))
        {
            await host.PublishAsync(SampleEvents.Fetched());
            await Failed.FirstAsync();
        }

        var broker = await BrokerView.OfAsync(new Uri(settings["Bus:Uri"]!));
        Assert.DoesNotContain(await broker.QueuesAsync(), q => q.Name.EndsWith("_error", StringComparison.Ordinal) || q.Name.EndsWith("_skipped", StringComparison.Ordinal));
        Assert.All(await broker.QueuesAsync(), q => Assert.Equal(0, q.Messages));
    }

    [Fact]
    public async Task Stopping_host_leaves_what_it_could_not_finish_with_the_broker()
    {
        Probe.Handle = (_, _, token) => Task.Delay(Timeout.Infinite, token);
        var settings = await SettingsAsync("1m");
        settings["Bus:StopTimeout"] = "1s";
        await using (var host = await StartAsync(settings))
        {
            await host.PublishAsync(SampleEvents.Fetched());
            await Wait.UntilAsync(() => Probe.Attempts == 1, "the try");
        }

        var broker = await BrokerView.OfAsync(new Uri(settings["Bus:Uri"]!));
        // The broker counts every few seconds.
        await Wait.UntilAsync(
            async _ => (await broker.QueuesAsync()).Any(q => q is { Name: "newsplatform.probe.live", Messages: 1 }), "the message to be there still");
        Assert.DoesNotContain(await broker.QueuesAsync(), q => q.Name.EndsWith("_error", StringComparison.Ordinal));
        Assert.Empty(Failed.Heard);
    }

    [Fact]
    public async Task Malformed_event_does_not_stop_the_queue()
    {
        var settings = await SettingsAsync("10s");
        var log = new LogMemory();
        await using var host = await TestHost.StartAsync([Probe.Module, Failed.Module], settings, configure: builder => builder.Logging.AddProvider(log));
        var broker = await BrokerView.OfAsync(new Uri(settings["Bus:Uri"]!));

        foreach (var body in (string[])["{ not json", "", "[]", """{"page":{"fetch":"many"}}""", """{"page":7}""", "null", """{"newField":[1,{"a":{}}]}"""])
        {
            await broker.PublishAsync("newsplatform.events.v1.PageFetched", "live", body);
        }

        await host.PublishAsync(SampleEvents.Fetched());

        await Probe.FirstAsync(e => e.Page?.Name == "pages/p1");
        await Wait.UntilAsync(() => log.Lines.Count >= 5, "a word about each that is no event");
        Assert.All(log.Lines, line => Assert.Contains("set aside in newsplatform.probe.live_error", line, StringComparison.Ordinal));
    }
}

/// <summary>What becomes of an event that could not be handled, on either transport.</summary>
public abstract class FailureTests(BusTransport transport)
{
    private protected Probe<PageFetched> Probe { get; } = new("probe");

    private protected Probe<PageFailed> Failed { get; } = new("outcomes");

    [Fact]
    public async Task Poison_is_tried_three_times_and_quarantines_the_page()
    {
        Probe.Handle = (_, _, _) => throw new InvalidOperationException("cannot read this");
        await using var host = await StartAsync(await SettingsAsync("10s"));

        await host.PublishAsync(SampleEvents.Fetched());

        var failed = await Failed.FirstAsync();
        Assert.Equal(3, Probe.Attempts);
        Assert.Equal(("probe", "InvalidOperationException: cannot read this"), (failed.Stage, failed.Reason));
        Assert.Equal(SampleEvents.Fetched().Page, failed.Page);
        await Task.Delay(500);
        Assert.Equal(3, Probe.Attempts);
        Assert.Single(Failed.Heard);
    }

    [Fact]
    public async Task Fault_is_told_in_one_line_however_often_it_was_tried()
    {
        Probe.Handle = (message, _, _) => message.Page.Name == "pages/p1" ? throw new InvalidOperationException("poison") : throw new TimeoutException("nobody answers");
        var log = new LogMemory();
        await using (var host = await TestHost.StartAsync([Probe.Module, Failed.Module], await SettingsAsync("2s"), configure: builder => builder.Logging.AddProvider(log)))
        {
            await host.PublishAsync(SampleEvents.Fetched());
            await host.PublishAsync(SampleEvents.Fetched("p2"));
            await Wait.UntilAsync(() => log.Lines.Count(line => line.Contains("NewsPlatform", StringComparison.Ordinal)) >= 2, "the words about both");
        }

        Assert.Single(log.Lines, line => line.Contains("poison", StringComparison.Ordinal));
        Assert.Single(log.Lines, line => line.Contains("nobody answers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fault_that_passes_is_handled_at_the_next_try()
    {
        Probe.Handle = (_, call, _) => call < 3 ? throw new InvalidOperationException("hiccup") : Task.CompletedTask;
        await using var host = await StartAsync(await SettingsAsync("10s"));

        await host.PublishAsync(SampleEvents.Fetched());

        await Probe.FirstAsync();
        Assert.Empty(Failed.Heard);
    }

    [Theory]
    [MemberData(nameof(Away))]
    public async Task Dependency_that_is_away_is_waited_for(string what, Func<Exception> fault)
    {
        Probe.Handle = (_, call, _) => call < 4 ? throw fault() : Task.CompletedTask;
        await using var host = await StartAsync(await SettingsAsync("20s"));

        await host.PublishAsync(SampleEvents.Fetched());

        await Probe.FirstAsync();
        Assert.True(Failed.Heard.IsEmpty, what);
        Assert.Equal(4, Probe.Attempts);
    }

    public static TheoryData<string, Func<Exception>> Away => new()
    {
        { "a service that does not answer", () => new RpcException(new Status(StatusCode.Unavailable, "connection refused")) },
        { "a cancelled wait", () => new OperationCanceledException() },
    };

    [Fact]
    public async Task Dependency_that_stays_away_leaves_the_page_to_the_sweeper()
    {
        Probe.Handle = (message, _, _) => message.Page.Name == "pages/p1" ? throw new TimeoutException() : Task.CompletedTask;
        var log = new LogMemory();
        await using var host = await TestHost.StartAsync([Probe.Module, Failed.Module], await SettingsAsync("2s"), configure: builder => builder.Logging.AddProvider(log));

        await host.PublishAsync(SampleEvents.Fetched());
        await Wait.UntilAsync(() => log.Lines.Any(line => line.Contains("left to the sweeper", StringComparison.Ordinal)), "the page to be left");
        var tries = Probe.Attempts;
        await Task.Delay(2000);

        Assert.Equal(tries, Probe.Attempts);
        Assert.True(tries > 1, $"{tries} tries");
        Assert.Empty(Failed.Heard);
        await host.PublishAsync(SampleEvents.Fetched("p2"));
        await Probe.FirstAsync(e => e.Page.Name == "pages/p2");
    }

    [Fact]
    public async Task Message_that_waits_for_a_dependency_is_not_stuck()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Probe.Handle = (_, _, _) => throw new TimeoutException();
        await using var host = await TestHost.StartAsync([Probe.Module, Failed.Module], await SettingsAsync("10m"), clock);
        await host.PublishAsync(SampleEvents.Fetched());
        await TriesAsync(1);

        clock.Advance(TimeSpan.FromMinutes(6));

        // The first try that begins after the clock moved is over when the next one begins.
        await TriesAsync(Probe.Attempts + 2);
        Assert.Empty(host.Get<WorkMonitor>().Stuck(TimeSpan.FromMinutes(5)));

        Task TriesAsync(int count) => Wait.UntilAsync(() => Probe.Attempts >= count, $"try {count}");
    }

    [Fact]
    public async Task Fault_after_a_dependency_was_away_still_has_its_three_tries()
    {
        Probe.Handle = (_, call, _) => call switch
        {
            1 or 2 => throw new TimeoutException(),
            3 or 4 => throw new InvalidOperationException("hiccup"),
            _ => Task.CompletedTask,
        };
        await using var host = await StartAsync(await SettingsAsync("20s"));

        await host.PublishAsync(SampleEvents.Fetched());

        await Probe.FirstAsync();
        Assert.Empty(Failed.Heard);
    }

    [Fact]
    public async Task Unreadable_bytes_are_no_dependency_that_is_away()
    {
        Probe.Handle = (_, _, _) =>
        {
            FeedHint.Parser.ParseFrom([0xff, 0xff, 0xff]);
            return Task.CompletedTask;
        };
        await using var host = await StartAsync(await SettingsAsync("1m"));

        await host.PublishAsync(SampleEvents.Fetched());

        Assert.Contains(nameof(InvalidProtocolBufferException), (await Failed.FirstAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_whose_old_capture_is_read_anew_keeps_its_outcome_whatever_fails()
    {
        var probe = new Probe<ArticleCleaned>("probe") { Handle = (_, _, _) => throw new InvalidOperationException("poison") };
        await using var host = await TestHost.StartAsync([probe.Module, Failed.Module], await SettingsAsync("10s"));
        var (anew, fetched) = (Cleaned("anew"), Cleaned("fetched"));
        anew.Article.Provenance = new Provenance { Reprocessing = "reprocessings/r" };

        foreach (var message in (ArticleCleaned[])[anew, fetched])
        {
            await host.Publisher.PublishAsync(message, message.Page.Name, message.Article.Name, "live", CancellationToken.None);
        }

        await Failed.FirstAsync(failed => failed.Page.Name == "pages/fetched");
        await Wait.UntilAsync(() => probe.Attempts == 6, "three tries of each");
        await Task.Delay(500);
        Assert.Single(Failed.Heard);

        static ArticleCleaned Cleaned(string id) => new() { Page = SampleEvents.Fetched(id).Page, Article = new Article { Name = $"articles/{id}" } };
    }

    private protected Task<Dictionary<string, string?>> SettingsAsync(string patience) =>
        TestHost.SettingsAsync(DatabaseProvider.Sqlite, transport, ("Bus:DependencyPatience", patience));

    private protected Task<TestHost> StartAsync(Dictionary<string, string?> settings) => TestHost.StartAsync([Probe.Module, Failed.Module], settings);
}
