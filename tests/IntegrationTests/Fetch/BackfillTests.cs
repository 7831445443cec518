using System.IO.Compression;
using System.Text;
using Dapper;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Warc;
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
public abstract class BackfillTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly DateTimeOffset Then = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private Dictionary<string, string?> settings = null!;
    private TestWeb web = null!;
    private FetchHost host = null!;

    public async Task InitializeAsync()
    {
        web = await TestWeb.StartAsync();
        web.Fallback = request => request.Path is "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Html($"<p>{request.Path}");
        settings = await FetchHost.SettingsAsync(provider, ("Fetch:HostInterval", "1ms"), ("Fetch:HostLease", "2s"), ("Fetch:MaxBackfillQueue", "10"));
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await web.DisposeAsync();
    }

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
    public async Task Sitemaps_are_fetched_through_their_index_and_cut_to_the_dates()
    {
        web.Serve("/index.xml", TestResponse.Xml(
            $"<sitemapindex><sitemap><loc>{web.At("/old.xml")}</loc><lastmod>2020-01-01</lastmod></sitemap><sitemap><loc>{web.At("/a.xml")}</loc></sitemap>"
            + $"<sitemap><loc>{web.At("/b.xml.gz")}</loc><lastmod>2026-01-01</lastmod></sitemap><sitemap><loc>{web.At("/index.xml")}</loc></sitemap></sitemapindex>"));
        web.Serve("/a.xml", TestResponse.Xml($"<urlset>{Entry("/a1", "2025-02-01")}{Entry("/a2", "2025-03-01")}{Entry("/a3", null)}</urlset>"));
        web.Serve("/b.xml.gz", new TestResponse { Body = Gzip(Encoding.UTF8.GetBytes($"<urlset>{Entry("/b1", "2025-03-31T23:00:00Z")}{Entry("/b2", "2025-04-01")}</urlset>")) });
        var wish = new Backfill
        {
            Kind = Kind.Sitemap,
            Inputs = { new BackfillInput { Label = web.At("/index.xml").AbsoluteUri } },
            Since = Timestamp.FromDateTimeOffset(new DateTimeOffset(2025, 3, 1, 0, 0, 0, TimeSpan.Zero)),
            Until = Timestamp.FromDateTimeOffset(new DateTimeOffset(2025, 4, 1, 0, 0, 0, TimeSpan.Zero)),
        };

        var ended = await EndedAsync((await host.Client.CreateBackfillAsync(new CreateBackfillRequest { Backfill = wish })).Name);

        Assert.Equal((State.Succeeded, 5L, 3L, 2L), (ended.State, ended.Total, ended.Skipped, ended.Outcomes.Single().Pages));
        Assert.Equal(["/a2", "/b1"], web.Requests.Select(request => request.Path).Where(path => path.Length == 3).Order(StringComparer.Ordinal));
        Assert.Empty(web.RequestsFor("/old.xml"));
        Assert.Single(web.RequestsFor("/index.xml"));
        Assert.True(Assert.Single(ended.Inputs).Complete);

        string Entry(string path, string? modified) => $"<url><loc>{web.At(path)}</loc>{(modified is null ? "" : $"<lastmod>{modified}</lastmod>")}</url>";
    }

    [Fact]
    public async Task What_an_index_names_and_is_no_address_is_told()
    {
        web.Serve("/index.xml", TestResponse.Xml(
            $"<sitemapindex><sitemap><loc>ftp://example.org/x.xml</loc></sitemap><sitemap><loc>{web.At("/a.xml")}</loc></sitemap></sitemapindex>"));
        web.Serve("/a.xml", TestResponse.Xml($"<urlset><url><loc>{web.At("/a1")}</loc></url><url><loc>gopher://example.org/</loc></url></urlset>"));

        var ended = await EndedAsync((await host.Client.CreateBackfillAsync(
            new CreateBackfillRequest { Backfill = new Backfill { Kind = Kind.Sitemap, Inputs = { new BackfillInput { Label = web.At("/index.xml").AbsoluteUri } } } })).Name);

        Assert.Equal((State.Succeeded, 3L, 2L, 1L), (ended.State, ended.Total, ended.Refused, ended.Outcomes.Single().Pages));
        Assert.Equal(2, ended.Problems.Count);
        Assert.StartsWith($"{web.At("/index.xml")}, record 1: ", ended.Problems[0], StringComparison.Ordinal);
        Assert.StartsWith($"{web.At("/a.xml")}, record 2: ", ended.Problems[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/missing.xml", "404")]
    [InlineData("/page.html", "no sitemap")]
    [InlineData("/forbidden.xml", "robots.txt forbids")]
    public async Task Sitemap_that_cannot_be_read_fails_its_backfill_with_the_reason(string path, string word)
    {
        web.Fallback = _ => TestResponse.Empty(404);
        web.Serve("/robots.txt", TestResponse.Text("User-agent: *\nDisallow: /forbidden\n"));
        web.Serve("/page.html", TestResponse.Html("<html><p>no sitemap"));

        var ended = await EndedAsync((await host.Client.CreateBackfillAsync(
            new CreateBackfillRequest { Backfill = new Backfill { Kind = Kind.Sitemap, Inputs = { new BackfillInput { Label = web.At(path).AbsoluteUri } } } })).Name);

        Assert.Equal(State.Failed, ended.State);
        Assert.Contains(word, ended.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archive_becomes_captures_at_their_own_times_and_nothing_is_fetched()
    {
        // As others write them: the body as it was sent, an answer that is no page, a record of another kind.
        var chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"u8.ToArray();
        var packed = Gzip("<p>packed"u8.ToArray());
        byte[] body = [.. chunked, .. Encoding.ASCII.GetBytes($"{packed.Length:x}\r\n"), .. packed, .. "\r\n0\r\n\r\n"u8];
        byte[] file =
        [
            .. WarcCapture.WriteInfo(Then, new KeyValuePair<string, string>("software", "another")),
            .. PageRecord("https://old.example/1", "<p>one"),
            .. PageRecord("https://old.example/2", "<p>two"),
            .. Record("response", "https://old.example/3", body),
            .. Record("response", "https://old.example/redirect", "HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n"u8.ToArray()),
            .. Record("response", "https://old.example/image", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx"u8.ToArray()),
            .. Record("response", "https://old.example/broken", "no HTTP"u8.ToArray()),
            .. Record("response", "ftp://old.example/file", "x"u8.ToArray()),
        ];

        var ended = await EndedAsync(await StartAsync(Kind.Warc, "news.warc.gz", file));

        Assert.Equal((State.Succeeded, 3L, 1L), (ended.State, ended.Outcomes.Single().Pages, ended.Refused));
        Assert.Contains("no HTTP status line", Assert.Single(ended.Problems), StringComparison.Ordinal);
        Assert.Empty(web.Requests);
        Assert.Equal(["<p>one", "<p>packed", "<p>two"], (await Task.WhenAll(host.Announced.Heard.Select(heard => DownloadAsync(heard.Message.Capture)))).Order(StringComparer.Ordinal));
        var first = host.Announced.Heard.First(heard => heard.Message.Page.Url == "https://old.example/1").Message;
        Assert.Equal((Then, Lane.Backfill, 200), (first.Page.FetchTime.ToDateTimeOffset(), first.Page.Lane, first.Status));
        Assert.Equal(CaptureKind.HandedIn, (await host.Client.GetCaptureAsync(new GetCaptureRequest { Name = first.Capture })).Kind);

        // The same archive again: all of it is known.
        var again = await EndedAsync(await StartAsync(Kind.Warc, "news.warc.gz", file));
        Assert.Equal((State.Succeeded, 3L), (again.State, again.Outcomes.Single().Pages));
        Assert.Equal(3, host.Announced.Heard.Count);
    }

    [Fact]
    public async Task Large_archive_survives_a_restart_in_the_middle()
    {
        byte[] file = [.. Enumerable.Range(0, 150).SelectMany(i => PageRecord($"https://old.example/{i}", $"<p>{i}"))];
        var name = await StartAsync(Kind.Warc, "large.warc.gz", file);
        await Wait.UntilAsync(() => host.Announced.Heard.Count > 20, "a beginning");
        await host.DisposeAsync();
        await StartAsync();

        var ended = await EndedAsync(name);

        Assert.Equal((State.Succeeded, 150L, 450L - 150L), (ended.State, ended.Outcomes.Single().Pages, ended.Total));
        Assert.Equal(150, await CountAsync("SELECT COUNT(*) FROM capture"));
    }

    [Theory]
    [InlineData("cut", "ends after")]
    [InlineData("damaged", "damaged")]
    [InlineData("garbage", "not with WARC/")]
    [InlineData("empty", "no record")]
    public async Task Hostile_archive_fails_with_the_reason_and_keeps_what_came_before(string how, string word)
    {
        byte[] one = PageRecord("https://old.example/1", "<p>one");
        var two = PageRecord("https://old.example/2", "<p>" + string.Concat(Enumerable.Range(0, 5000)));
        byte[] file = how switch
        {
            "cut" => [.. one, .. two[..(two.Length / 2)]],
            "damaged" => [.. one, .. two[..500], .. new byte[100], .. two[600..]],
            "garbage" => Gzip("<html>no archive at all"u8.ToArray()),
            _ => [],
        };

        var ended = await EndedAsync(await StartAsync(Kind.Warc, "bad.warc.gz", file));

        Assert.Equal(State.Failed, ended.State);
        Assert.Contains(word, ended.Reason, StringComparison.Ordinal);
        Assert.Equal(how is "cut" or "damaged" ? 1 : 0, ended.Outcomes.Sum(count => count.Pages));
    }

    [Theory]
    [InlineData("cut", "cut short")]
    [InlineData("damaged", "")]
    [InlineData("empty", "no address")]
    public async Task Hostile_list_fails_with_the_reason(string how, string word)
    {
        var packed = Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 3000).Select(i => $"nonsense-{i * 7919}\n"))));
        byte[] file = how switch
        {
            "cut" => packed[..(packed.Length / 2)],
            "damaged" => [.. packed[..1000], .. Enumerable.Repeat((byte)0xFF, 200), .. packed[1200..]],
            _ => [],
        };

        var ended = await EndedAsync(await StartAsync(Kind.List, "bad.txt.gz", file));

        Assert.Equal(State.Failed, ended.State);
        Assert.Contains(word, ended.Reason, StringComparison.Ordinal);
        Assert.InRange(ended.Problems.Count, 0, 20);
    }

    [Fact]
    public async Task List_of_one_endless_line_is_one_refused_record()
    {
        var ended = await EndedAsync(await StartAsync(Kind.List, "line.csv.gz", Gzip(new byte[20 << 20])));

        Assert.Equal((State.Succeeded, 1L, 1L), (ended.State, ended.Total, ended.Refused));
        Assert.InRange(Assert.Single(ended.Problems).Length, 10, 600);
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

    private async Task StartAsync()
    {
        host = await FetchHost.StartAsync(settings);
        host.Announced.Handle = (message, _, _) => host.SettleAsync(message);
    }

    private string Addresses(int from, int to) => string.Concat(Enumerable.Range(from, to - from).Select(i => $"{web.At($"/{i}")}\n"));

    private Task<string> StartListAsync(string label, string text, bool refetch = false) => StartAsync(Kind.List, label, Encoding.UTF8.GetBytes(text), refetch);

    private async Task<string> StartAsync(Kind kind, string label, byte[] file, bool refetch = false)
    {
        var made = await host.Client.CreateBackfillAsync(
            new CreateBackfillRequest { Backfill = new Backfill { Kind = kind, Refetch = refetch, Inputs = { new BackfillInput { Label = label } } } });
        Assert.Equal(State.Uploading, made.State);
        // In parts that end anywhere.
        for (var at = 0; at < file.Length; at += 1009 * 100)
        {
            await host.Client.UploadBackfillInputAsync(new UploadBackfillInputRequest
            {
                Name = made.Name, Offset = at, Data = ByteString.CopyFrom(file, at, Math.Min(1009 * 100, file.Length - at)),
            });
        }

        await host.Client.UploadBackfillInputAsync(new UploadBackfillInputRequest { Name = made.Name, Offset = file.Length, Last = true });
        return made.Name;
    }

    private Task<BackfillInput> UploadAsync(string name, long offset, string text, bool last = false) => host.Client.UploadBackfillInputAsync(
        new UploadBackfillInputRequest { Name = name, Offset = offset, Data = ByteString.CopyFromUtf8(text), Last = last }).ResponseAsync;

    private async Task<Backfill> GetAsync(string name) => await host.Client.GetBackfillAsync(new GetBackfillRequest { Name = name });

    private async Task<Backfill> EndedAsync(string name)
    {
        Backfill backfill = new();
        try
        {
            await Wait.UntilAsync(async _ => (backfill = await GetAsync(name)).EndTime is not null, name);
        }
        catch (TimeoutException fault)
        {
            throw new TimeoutException($"{fault.Message} It is {backfill}", fault);
        }

        return backfill;
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await host.Host.Get<Database>().OpenAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    private async Task<string> DownloadAsync(string name)
    {
        using var call = host.Client.DownloadCapture(new DownloadCaptureRequest { Name = name });
        using var whole = new MemoryStream();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            call.ResponseStream.Current.Data.WriteTo(whole);
        }

        return Encoding.UTF8.GetString(whole.ToArray());
    }

    private static byte[] PageRecord(string url, string html) =>
        WarcCapture.Write(new WarcCapture(new Uri(url), Then, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", Encoding.UTF8.GetBytes(html)));

    private static byte[] Record(string type, string url, byte[] block)
    {
        var head = $"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Record-ID: <urn:uuid:{Guid.NewGuid()}>\r\nWARC-Date: 2025-03-01T12:00:00Z\r\nWARC-Target-URI: {url}\r\n"
            + $"Content-Type: application/http; msgtype=response\r\nContent-Length: {block.Length}\r\n\r\n";
        return Gzip([.. Encoding.ASCII.GetBytes(head), .. block, .. "\r\n\r\n"u8]);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }
}
