using Dapper;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch;
using NewsPlatform.Fetch.Captures;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Hosting.Data;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class SqliteRetentionTests() : RetentionTests(DatabaseProvider.Sqlite);

public sealed class PostgresRetentionTests() : RetentionTests(DatabaseProvider.Postgres);

/// <summary>Captures are cleared away by rule, and never what is needed.</summary>
public abstract class RetentionTests(DatabaseProvider provider) : IAsyncLifetime
{
    private const string Text = "<p>Der Fluss steigt";

    private readonly ManualClock clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly Dictionary<string, string> keys = new(StringComparer.Ordinal);
    private TestHost host = null!;

    public async Task InitializeAsync() =>
        host = await TestHost.BuildAsync([FetchModule.Module], await FetchHost.SettingsAsync(provider, ("Fetch:CaptureRetention", "100d,revisit:30d")), clock);

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Old_capture_is_cleared_away_and_its_trace_says_so()
    {
        var old = await KeepAsync("a", "<p>old");
        clock.Advance(TimeSpan.FromDays(99));
        var young = await KeepAsync("b", "<p>young");
        Assert.Equal(0, await RunAsync());

        clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await RunAsync());

        Assert.False(await IsThereAsync(old));
        Assert.True(await IsThereAsync(young));
        var trace = await host.Get<PageTraces>().TraceAsync(Endings.Url("a").Id, CancellationToken.None);
        Assert.Equal(("", $"captures/{old}, by the rule 100d"), (trace!.Capture, trace.Steps.Single(step => step.Step == "capture_deleted").Detail));
        Assert.Equal(Outcome.Stored, trace.Outcome);
    }

    [Fact]
    public async Task Original_is_kept_as_long_as_a_capture_refers_to_it()
    {
        var original = await KeepAsync("a", Text);
        clock.Advance(TimeSpan.FromDays(99));
        var revisit = await KeepAsync("b", Text);
        Assert.Equal(original, (await host.Get<CaptureStore>().GetAsync(revisit, withHeaders: false, CancellationToken.None))!.RefersTo.Split('/')[1]);
        clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(0, await RunAsync());
        Assert.True(await IsThereAsync(original));

        // The revisit's own rule is up, and with it nothing holds the original.
        clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(1, await RunAsync());
        Assert.False(await IsThereAsync(revisit));
        Assert.Equal(1, await RunAsync());
        Assert.False(await IsThereAsync(original));
    }

    [Fact]
    public async Task Capture_of_a_page_without_an_outcome_is_kept()
    {
        var capture = await KeepAsync("a", Text, settle: false);
        clock.Advance(TimeSpan.FromDays(200));
        Assert.Equal(0, await RunAsync());

        await EndAsync("a");
        Assert.Equal(1, await RunAsync());
        Assert.False(await IsThereAsync(capture));
    }

    [Fact]
    public async Task Capture_that_is_just_cleared_away_is_neither_referred_to_nor_written_to()
    {
        var old = await KeepAsync("a", Text);
        // As a process leaves it that dies between claim and deletion.
        await host.Get<Database>().WriteAsync(
            (connection, transaction) => connection.ExecuteAsync("UPDATE capture SET used = -1, claimed_by = '100d'", transaction: transaction), CancellationToken.None);

        var same = await KeepAsync("a", Text);
        var other = await KeepAsync("b", Text);
        Assert.Equal(1, await RunAsync());

        Assert.NotEqual(old, same);
        Assert.False(await IsThereAsync(old));
        Assert.True(await IsThereAsync(same));
        Assert.True(await IsThereAsync(other));
    }

    [Fact]
    public async Task Page_whose_capture_was_cleared_away_is_fetched_whole_when_it_is_replayed()
    {
        await KeepAsync("a", Text);
        await WriteAsync("UPDATE page SET etag = 'e', last_modified = 'l'");
        clock.Advance(TimeSpan.FromDays(101));
        Assert.Equal(1, await RunAsync());
        Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM page WHERE etag IS NOT NULL OR last_modified IS NOT NULL"));

        // As an earlier version left it.
        await WriteAsync("UPDATE page SET etag = 'e', last_modified = 'l'");
        Assert.True(await host.Get<PageStore>().ReplayAsync(Endings.Url("a").Id, CancellationToken.None));

        Assert.Equal(1, await CountAsync("SELECT COUNT(*) FROM page WHERE state = 1 AND etag IS NULL AND last_modified IS NULL"));
    }

    [Fact]
    public async Task Page_that_is_replayed_while_its_capture_is_cleared_away_is_fetched_from_the_web()
    {
        await KeepAsync("a", Text);
        await WriteAsync("UPDATE capture SET used = -1, claimed_by = '100d'");
        Assert.True(await host.Get<PageStore>().ReplayAsync(Endings.Url("a").Id, CancellationToken.None));
        await WriteAsync("DELETE FROM host");

        Assert.Equal(1, await RunAsync());

        Assert.Equal(1, await CountAsync("SELECT COUNT(*) FROM page JOIN host ON host.host = page.due_host WHERE page.state = 1 AND page.capture = '' AND host.due <= page.due"));
    }

    [Fact]
    public async Task Capture_that_was_just_used_is_kept_however_old_it_is()
    {
        var old = await KeepAsync("a", Text);
        clock.Advance(TimeSpan.FromDays(101));
        var kept = await host.Get<CaptureStore>().KeepAsync(Endings.Url("a").Value, System.Text.Encoding.UTF8.GetBytes(Text), "text/html", CancellationToken.None);

        Assert.Equal((old, true), (kept.Id, kept.Known));
        Assert.Equal(0, await RunAsync());
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await RunAsync());
    }

    [Fact]
    public async Task Original_that_is_about_to_be_referred_to_once_more_is_kept_however_late_in_its_hour()
    {
        var original = await KeepAsync("a", Text);
        clock.Advance(TimeSpan.FromDays(101));
        await ReferAsync("b");
        clock.Advance(TimeSpan.FromMinutes(59));
        var late = await ReferAsync("c");
        clock.Advance(TimeSpan.FromMinutes(2));

        // The revisit is written, and its row is not: nothing but the time of use holds the original.
        Assert.Equal(0, await RunAsync());

        Assert.Equal(original, late.RefersTo);
        Assert.True(await IsThereAsync(original));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await RunAsync());
    }

    [Fact]
    public async Task Original_is_not_written_to_for_each_capture_that_refers_to_it()
    {
        await KeepAsync("a", Text);
        clock.Advance(TimeSpan.FromHours(1));
        await ReferAsync("b");
        var used = await CountAsync("SELECT used FROM capture");
        clock.Advance(TimeSpan.FromMinutes(29));
        await ReferAsync("c");
        Assert.Equal((clock.GetUtcNow().AddMinutes(-29).ToMicros(), used), (used, await CountAsync("SELECT used FROM capture")));

        clock.Advance(TimeSpan.FromMinutes(2));
        await ReferAsync("d");

        Assert.Equal(clock.GetUtcNow().ToMicros(), await CountAsync("SELECT used FROM capture"));
    }

    [Fact]
    public async Task One_replica_at_a_time_clears_away()
    {
        if (provider != DatabaseProvider.Postgres)
        {
            return;
        }

        await KeepAsync("a", Text);
        clock.Advance(TimeSpan.FromDays(101));
        await using (var other = await host.Get<Database>().OpenAsync(CancellationToken.None))
        {
            await other.ExecuteAsync("SELECT pg_advisory_lock(hashtextextended('newsplatform-fetch-retention', 0))");
            Assert.Equal(0, await RunAsync());
            await other.ExecuteAsync("SELECT pg_advisory_unlock(hashtextextended('newsplatform-fetch-retention', 0))");
        }

        Assert.Equal(1, await RunAsync());
    }

    [Fact]
    public async Task More_captures_than_are_looked_at_at_once_are_all_cleared_away()
    {
        for (var i = 0; i < 620; i++)
        {
            await KeepAsync($"{i}", $"<p>{i}");
        }

        clock.Advance(TimeSpan.FromDays(101));

        Assert.Equal(620, await RunAsync());
    }

    [Theory]
    [InlineData("forever")]
    [InlineData("1s")]
    [InlineData("pictures:30d")]
    [InlineData("response:")]
    public async Task Rule_that_is_none_is_told_at_the_start(string rule)
    {
        var settings = await FetchHost.SettingsAsync(more: ("Fetch:CaptureRetention", rule));

        var fault = Assert.Single((await Assert.ThrowsAsync<InvalidSettingsException>(() => TestHost.BuildAsync([FetchModule.Module], settings))).Faults);

        Assert.StartsWith("Fetch:CaptureRetention: ", fault, StringComparison.Ordinal);
    }

    private Task<int> WriteAsync(string sql) => host.Get<Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), CancellationToken.None);

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await host.Get<Database>().OpenAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    private async Task<int> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        var running = host.Get<CaptureRetention>().RunOnceAsync(stop.Token);
        // It pauses between batches, on a clock that stands still.
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(20));
            if (!running.IsCompleted)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        return await running;
    }

    private async Task<string> KeepAsync(string path, string text, bool settle = true)
    {
        var kept = await host.Get<CaptureStore>().KeepAsync(Endings.Url(path).Value, System.Text.Encoding.UTF8.GetBytes(text), "text/html", CancellationToken.None);
        var fetched = Endings.Fetched(clock.GetUtcNow(), kept.Id) is var some
            ? new FetchedPage { Time = some.Time, Capture = some.Capture, Kept = kept, FinalUrl = some.FinalUrl, ContentType = some.ContentType, Status = 200, Size = text.Length, Detail = "" }
            : null;
        await host.Get<PageIntake>().IngestAsync(Endings.Page(path), fetched!, clock.GetUtcNow(), "", CancellationToken.None);
        if (settle)
        {
            await EndAsync(path);
        }

        keys[kept.Id] = await KeptBlobs.KeyAsync(host, kept.Id);
        return kept.Id;
    }

    // As far as its bytes: the row is not written yet.
    private Task<KeptCapture> ReferAsync(string path) =>
        host.Get<CaptureStore>().KeepAsync(Endings.Url(path).Value, System.Text.Encoding.UTF8.GetBytes(Text), "text/html", CancellationToken.None);

    private async Task EndAsync(string path)
    {
        var trace = await host.Get<PageTraces>().TraceAsync(Endings.Url(path).Id, CancellationToken.None);
        await host.Get<PageStore>().EndAsync(Endings.Url(path).Id, Endings.Stored(trace!.Steps.Count(step => step.Step == "fetched"), clock.GetUtcNow()), CancellationToken.None);
    }

    private async Task<bool> IsThereAsync(string id)
    {
        await using var blob = await host.Get<IBlobStore>().OpenAsync(keys[id], CancellationToken.None);
        var row = await host.Get<CaptureStore>().GetAsync(id, withHeaders: false, CancellationToken.None);
        Assert.Equal(blob is not null, row is not null);
        return blob is not null;
    }
}
