using System.Text;
using Dapper;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Hosting.Data;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Web;
using Kind = NewsPlatform.Contracts.Fetch.V1.Backfill.Types.Kind;
using State = NewsPlatform.Contracts.Fetch.V1.Backfill.Types.State;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class SqliteBackfillTests() : BackfillTests(DatabaseProvider.Sqlite);

public sealed class PostgresBackfillTests() : BackfillTests(DatabaseProvider.Postgres);

/// <summary>Pages of the past, taken in behind live news.</summary>
public abstract class BackfillTests(DatabaseProvider provider) : BackfillHostTests(provider)
{
    [Fact]
    public async Task List_is_fetched_a_bounded_number_at_a_time_and_counted_by_outcome()
    {
        web.Serve("/gone", TestResponse.Empty(410));
        var csv = new StringBuilder("title,url\n");
        for (var i = 0; i < 60; i++)
        {
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"\"A, {i}\",{web.At($"/{i}")}\n");
        }

        csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"again,{web.At("/7#comments")}\nscript,javascript:alert(1)\nlong,https://x.example/{new string('x', 100_000)}\ngone,{web.At("/gone")}\n");
        var most = 0L;
        var settle = host.Announced.Handle;
        host.Announced.Handle = async (message, attempt, token) =>
        {
            most = Math.Max(most, await CountAsync("SELECT COUNT(*) FROM page WHERE state = 1"));
            await settle(message, attempt, token);
        };

        var backfill = await EndedAsync(await StartListAsync("old.csv", csv.ToString()));

        Assert.Equal((State.Succeeded, 64L, true, 0L), (backfill.State, backfill.Total, backfill.TotalKnown, backfill.Queued));
        Assert.Equal((2L, 1L), (backfill.Refused, backfill.Skipped));
        Assert.Equal([(Outcome.Stored, 60L), (Outcome.Failed, 1L)], backfill.Outcomes.Select(count => (count.Outcome, count.Pages)));
        Assert.Equal(["old.csv, record 62:", "old.csv, record 63:"], backfill.Problems.Select(problem => problem[..19]));
        Assert.InRange(most, 1, 10);
        Assert.All(host.Announced.Heard, heard => Assert.Equal(Lane.Backfill, heard.Message.Page.Lane));
        Assert.Empty(Directory.GetFiles(Path.Combine(host.Host.Get<ServerOptions>().DataFolder, "blobs"), "backfill-*", SearchOption.AllDirectories));
        Assert.Contains($"{backfill.Name}", (await host.TraceAsync(web.At("/3"))).Steps.First(step => step.Step == "submitted").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_that_has_its_outcome_counts_with_it_and_is_fetched_again_on_demand_only()
    {
        await host.SubmitAsync(web.At("/known"));
        await host.TraceWhenAsync(web.At("/known"), trace => trace.Outcome == Outcome.Stored);

        var first = await EndedAsync(await StartListAsync("list.txt", $"{web.At("/known")}\n{web.At("/new")}\n"));
        Assert.Equal((Outcome.Stored, 2L), first.Outcomes.Select(count => (count.Outcome, count.Pages)).Single());
        Assert.Single(web.RequestsFor("/known"));

        var second = await EndedAsync(await StartListAsync("list.txt", $"{web.At("/known")}\n", refetch: true));
        Assert.Equal((Outcome.Stored, 1L), second.Outcomes.Select(count => (count.Outcome, count.Pages)).Single());
        Assert.Equal(2, web.RequestsFor("/known").Count);
    }

    [Fact]
    public async Task Live_page_is_fetched_before_what_waits_of_a_backfill()
    {
        web.Fallback = request => request.Path is "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Html($"<p>{request.Path}") with { Delay = TimeSpan.FromMilliseconds(50) };
        var name = await StartListAsync("list.txt", Addresses(0, 100));
        await Wait.UntilAsync(() => web.Requests.Count > 5, "the backfill to begin");
        var before = web.Requests.Count;

        await host.SubmitAsync(Lane.Live, web.At("/live"));
        await Wait.UntilAsync(() => web.RequestsFor("/live").Count == 1, "the live page");

        var index = web.Requests.ToList().FindIndex(request => request.Path == "/live");
        Assert.InRange(index - before, 0, 4);
        Assert.Equal(State.Running, (await GetAsync(name)).State);
        await EndedAsync(name);
    }

    [Fact]
    public async Task Paused_backfill_asks_for_nothing_until_it_is_resumed()
    {
        web.Fallback = request => request.Path is "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Html($"<p>{request.Path}") with { Delay = TimeSpan.FromMilliseconds(20) };
        var name = await StartListAsync("list.txt", Addresses(0, 80));
        await Wait.UntilAsync(() => web.Requests.Count > 10, "the backfill to begin");

        var paused = await host.Client.PauseBackfillAsync(new PauseBackfillRequest { Name = name });
        await Task.Delay(500);
        var asked = web.Requests.Count;
        await Task.Delay(1000);

        Assert.Equal(State.Paused, paused.State);
        Assert.InRange(asked, 10, 79);
        Assert.Equal(asked, web.Requests.Count);
        Assert.Equal(State.Paused, (await host.Client.PauseBackfillAsync(new PauseBackfillRequest { Name = name })).State);
        var waiting = (await host.Client.ListTracesAsync(new ListTracesRequest { Outcome = Outcome.Pending })).Traces;
        Assert.NotEmpty(waiting);
        Assert.All(waiting, trace => Assert.Equal((null, "its backfill is paused"), (trace.DueTime, trace.DueReason)));

        await host.Client.ResumeBackfillAsync(new ResumeBackfillRequest { Name = name });
        var ended = await EndedAsync(name);
        Assert.Equal((State.Succeeded, 80L), (ended.State, ended.Outcomes.Single().Pages));
        Assert.All(Enumerable.Range(0, 80), i => Assert.Single(web.RequestsFor($"/{i}")));
    }

    [Fact]
    public async Task Cancelled_backfill_ends_its_pages_each_with_the_reason()
    {
        web.Fallback = request => request.Path is "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Html($"<p>{request.Path}") with { Delay = TimeSpan.FromMilliseconds(20) };
        var name = await StartListAsync("list.txt", Addresses(0, 200));
        await Wait.UntilAsync(() => web.Requests.Count > 10, "the backfill to begin");

        var cancelled = await host.Client.CancelBackfillAsync(new CancelBackfillRequest { Name = name });
        Assert.Equal((State.Cancelled, true), (cancelled.State, cancelled.EndTime is not null));
        Backfill counted = new();
        await Wait.UntilAsync(async _ => (counted = await GetAsync(name)).Queued == 0, "all its pages to be counted");

        var asked = web.Requests.Count;
        await Task.Delay(500);
        Assert.Equal(asked, web.Requests.Count);
        Assert.Equal(counted.Total, counted.Outcomes.Sum(count => count.Pages));
        var excluded = (await host.Client.ListTracesAsync(new ListTracesRequest { Outcome = Outcome.Excluded })).Traces;
        Assert.Equal(counted.Outcomes.Single(count => count.Outcome == Outcome.Excluded).Pages, excluded.Count);
        Assert.All(excluded, trace => Assert.Equal("backfill_cancelled", trace.ReasonCode));
        Assert.Equal(State.Cancelled, (await host.Client.CancelBackfillAsync(new CancelBackfillRequest { Name = name })).State);
        await SourceTests.RefusedAsync(StatusCode.FailedPrecondition, "BACKFILL_STATE", () => host.Client.ResumeBackfillAsync(new ResumeBackfillRequest { Name = name }).ResponseAsync);
    }

    [Fact]
    public async Task Pages_that_a_paused_backfill_holds_are_those_of_another_one_that_goes_on()
    {
        web.Fallback = request => request.Path is "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Html($"<p>{request.Path}") with { Delay = TimeSpan.FromMilliseconds(50) };
        var first = await StartListAsync("list.txt", Addresses(0, 8));
        await Wait.UntilAsync(async _ => web.Requests.Count > 2 && (await GetAsync(first)).Total == 8, "the backfill to begin");
        await host.Client.PauseBackfillAsync(new PauseBackfillRequest { Name = first });

        var second = await EndedAsync(await StartListAsync("list.txt", Addresses(0, 8)));
        Assert.Equal((State.Succeeded, Outcome.Stored, 8L), (second.State, second.Outcomes.Single().Outcome, second.Outcomes.Single().Pages));
        await host.Client.CancelBackfillAsync(new CancelBackfillRequest { Name = first });
    }

    [Fact]
    public async Task Pages_that_a_cancelled_backfill_held_are_given_to_another_one_that_goes_on()
    {
        web.Fallback = request => request.Path is "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Html($"<p>{request.Path}") with { Delay = TimeSpan.FromMilliseconds(50) };
        var first = await StartListAsync("list.txt", Addresses(0, 8));
        var second = await StartListAsync("list.txt", Addresses(0, 8));
        await Wait.UntilAsync(async _ => (await GetAsync(first)).Total == 8 && (await GetAsync(second)).Total == 8, "both to begin");
        await host.Client.PauseBackfillAsync(new PauseBackfillRequest { Name = first });
        // As an earlier version left them.
        await host.Host.Get<Database>().WriteAsync(
            (connection, transaction) => connection.ExecuteAsync("UPDATE page SET due = 7258118400000000 WHERE state = 1", transaction: transaction), CancellationToken.None);

        await host.Client.CancelBackfillAsync(new CancelBackfillRequest { Name = first });

        var ended = await EndedAsync(second);
        Assert.Equal((State.Succeeded, Outcome.Stored, 8L), (ended.State, ended.Outcomes.Single().Outcome, ended.Outcomes.Single().Pages));
    }

    [Fact]
    public async Task Restarted_service_goes_on_where_it_was_and_takes_nothing_twice()
    {
        web.Fallback = request => request.Path is "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Html($"<p>{request.Path}") with { Delay = TimeSpan.FromMilliseconds(10) };
        // What was announced and not settled when the host stopped is lost with its bus in memory, and announced again.
        await host.DisposeAsync();
        settings["Fetch:AnnounceBackfillAgainAfter"] = "2s";
        await StartAsync();
        var name = await StartListAsync("list.txt", Addresses(0, 120));
        for (var stop = 20; stop <= 80; stop += 30)
        {
            await Wait.UntilAsync(() => web.Requests.Count > stop, $"{stop} requests");
            await host.DisposeAsync();
            await StartAsync();
        }

        var ended = await EndedAsync(name);

        Assert.Equal((State.Succeeded, 120L, 120L, 0L), (ended.State, ended.Total, ended.Outcomes.Single().Pages, ended.Skipped));
        // A request that was cut off is made again; no page is fetched twice otherwise.
        Assert.InRange(web.Requests.Count(request => request.Path != "/robots.txt"), 120, 123);
    }

    [Fact]
    public async Task Same_request_id_makes_one_backfill_and_goes_on_with_its_upload()
    {
        var request = new CreateBackfillRequest { RequestId = "one", Backfill = new Backfill { Kind = Kind.List, Inputs = { new BackfillInput { Label = "a.txt" } } } };
        var first = await host.Client.CreateBackfillAsync(request);
        var half = new UploadBackfillInputRequest { Name = first.Name, Data = ByteString.CopyFromUtf8($"{web.At("/1")}\n{web.At("/2")}") };
        await host.Client.UploadBackfillInputAsync(half);
        await host.Client.UploadBackfillInputAsync(half);

        var second = await host.Client.CreateBackfillAsync(request);

        Assert.Equal((first.Name, State.Uploading, (long)half.Data.Length), (second.Name, second.State, second.Inputs[0].UploadedBytes));
        await SourceTests.RefusedAsync(StatusCode.OutOfRange, "WRONG_OFFSET", () => UploadAsync(first.Name, 1000, "x"));
        var other = request.Clone();
        other.Backfill.Inputs[0].Label = "b.txt";
        await SourceTests.RefusedAsync(StatusCode.AlreadyExists, "REQUEST_ID_USED", () => host.Client.CreateBackfillAsync(other).ResponseAsync);
        await UploadAsync(first.Name, half.Data.Length, "1\n", last: true);
        await UploadAsync(first.Name, half.Data.Length, "1\n", last: true);
        var ended = await EndedAsync(first.Name);
        Assert.Equal((State.Succeeded, 2L), (ended.State, ended.Outcomes.Single().Pages));
        Assert.Single(web.RequestsFor("/21"));
    }

    [Fact]
    public async Task Backfills_are_listed_the_newest_first_page_by_page()
    {
        var names = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            names.Add((await host.Client.CreateBackfillAsync(new CreateBackfillRequest { Backfill = new Backfill { Kind = Kind.List, DisplayName = $"{i}", Inputs = { new BackfillInput { Label = "a" } } } })).Name);
            await Task.Delay(5);
        }

        var first = await host.Client.ListBackfillsAsync(new ListBackfillsRequest { PageSize = 2 });
        var second = await host.Client.ListBackfillsAsync(new ListBackfillsRequest { PageSize = 2, PageToken = first.NextPageToken });

        Assert.Equal(Enumerable.Reverse(names), first.Backfills.Concat(second.Backfills).Select(backfill => backfill.Name));
        Assert.Equal("", second.NextPageToken);
    }

    [Fact]
    public async Task Wrong_requests_are_refused()
    {
        await RefusedAsync("INVALID_FIELD", new Backfill { Kind = Kind.List });
        await RefusedAsync("INVALID_FIELD", new Backfill { Inputs = { new BackfillInput { Label = "a" } } });
        await RefusedAsync("INVALID_FIELD", new Backfill { Kind = Kind.List, Inputs = { new BackfillInput { Label = "a\0" } } });
        await RefusedAsync("INVALID_FIELD", new Backfill { Kind = Kind.List, Inputs = { new BackfillInput { Label = "a" } }, Since = new Timestamp() });
        await RefusedAsync("INVALID_URL", new Backfill { Kind = Kind.Sitemap, Inputs = { new BackfillInput { Label = "ftp://a.example/" } } });
        await SourceTests.RefusedAsync(StatusCode.NotFound, "BACKFILL_NOT_FOUND", () => GetAsync("backfills/none"));
        await SourceTests.RefusedAsync(StatusCode.NotFound, "BACKFILL_NOT_FOUND", () => UploadAsync("backfills/none", 0, "x"));
        await SourceTests.RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => GetAsync("pages/none"));

        Task RefusedAsync(string reason, Backfill wish) =>
            SourceTests.RefusedAsync(StatusCode.InvalidArgument, reason, () => host.Client.CreateBackfillAsync(new CreateBackfillRequest { Backfill = wish }).ResponseAsync);
    }
}
