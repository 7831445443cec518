using System.IO.Compression;
using System.Text;
using Google.Rpc;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.TestKit;

namespace NewsPlatform.ContractTests.Cli;

public sealed class PageCommandTests
{
    private readonly string folder = ScratchFolder.Create("cli");

    [Fact]
    public async Task Submit_of_addresses_is_live_and_tells_refusals()
    {
        await using var server = await FakePlatform.StartAsync();

        var result = await News.RunAsync(server, "submit", "https://example.org/1", "nonsense", "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["pages/p1", null], News.Lines(result).Select(line => line.GetProperty("page").GetString()));
        Assert.Equal(Lane.Live, Assert.Single(server.Fetch.Submitted).Lane);
        Assert.Contains("nonsense: refused", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_of_a_file_goes_in_batches_to_the_backfill_lane()
    {
        await using var server = await FakePlatform.StartAsync();
        var file = Write("urls.txt", string.Concat(Enumerable.Range(1, 2500).Select(number => $"https://example.org/a,{number}.html\n")));

        var result = await News.RunAsync(server, "submit", "--file", file, "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal([1000, 1000, 500], server.Fetch.Submitted.Select(request => request.Urls.Count));
        Assert.All(server.Fetch.Submitted, request => Assert.Equal(Lane.Backfill, request.Lane));
        Assert.Equal("https://example.org/a,1.html", server.Fetch.Submitted[0].Urls[0]);
        Assert.Equal(2500, News.Lines(result).Count);
    }

    [Theory]
    [InlineData("named.csv", "id,url,title\n1,https://example.org/1,\"a \"\"quoted\"\",\ntitle\"\n2,\"https://example.org/2,x\",b\n", "https://example.org/1 https://example.org/2,x")]
    [InlineData("semicolons.csv", "title;URL\r\na;https://example.org/1\r\nb;https://example.org/2\r\n", "https://example.org/1 https://example.org/2")]
    [InlineData("tabs.txt", "n\turl\n1\thttps://example.org/1\n", "https://example.org/1")]
    [InlineData("bare.csv", "https://example.org/1,first\nhttps://example.org/2,second", "https://example.org/1 https://example.org/2")]
    [InlineData("list.txt", "\uFEFF# mine\nhttps://example.org/1\n\n  https://example.org/2  \n", "https://example.org/1 https://example.org/2")]
    public async Task Submit_reads_lists_and_csv(string name, string content, string expected)
    {
        await using var server = await FakePlatform.StartAsync();

        var result = await News.RunAsync(server, "submit", "--file", Write(name, content), "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(expected.Split(' '), Assert.Single(server.Fetch.Submitted).Urls);
    }

    [Theory]
    [InlineData("missing.txt", null)]
    [InlineData("empty.txt", "\n")]
    public async Task Submit_of_a_file_without_addresses_is_wrong_use(string name, string? content)
    {
        await using var server = await FakePlatform.StartAsync();
        var file = content is null ? Path.Combine(folder, name) : Write(name, content);

        var result = await News.RunAsync(server, "submit", "--file", file, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(name, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_that_waits_prints_the_outcomes()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.AsksUntilStored = 3;

        var result = await News.RunAsync(server, "submit", "https://example.org/1", "--wait", "--json");

        var trace = Assert.Single(News.Lines(result));
        Assert.Equal((0, "stored", "articles/a-p1"), (result.ExitCode, trace.GetProperty("outcome").GetString(), trace.GetProperty("article").GetString()));
    }

    [Fact]
    public async Task Submit_that_waits_for_a_page_that_fails_is_a_failure()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Pages.Add(new PageTrace { Name = "pages/p1", Url = "https://example.org/1", Outcome = Outcome.Failed, ReasonCode = "not_found" });

        var result = await News.RunAsync(server, "submit", "https://example.org/1", "--wait", "--json");

        Assert.Equal((1, "failed"), (result.ExitCode, Assert.Single(News.Lines(result)).GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task Submit_that_waits_too_long_says_what_is_pending()
    {
        await using var server = await FakePlatform.StartAsync();

        var result = await News.RunAsync(server, "submit", "https://example.org/1", "--wait", "--timeout", "300ms", "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("pending", Assert.Single(News.Lines(result)).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Ingest_hands_in_the_unpacked_bytes()
    {
        await using var server = await FakePlatform.StartAsync();
        var file = Path.Combine(folder, "page.html.gz");
        await using (var packed = new GZipStream(File.Create(file), CompressionLevel.Fastest))
        {
            await packed.WriteAsync("<p>Grüße</p>"u8.ToArray());
        }

        var result = await News.RunAsync(server, "ingest", file, "--url", "https://example.org/1", "--content-type", "text/html", "--json");

        var request = Assert.Single(server.Fetch.Ingested);
        Assert.Equal(("<p>Grüße</p>", "text/html", "https://example.org/1"), (request.Content.ToString(Encoding.UTF8), request.ContentType, request.Url));
        Assert.Equal("pages/p1", Assert.Single(News.Lines(result)).GetProperty("page").GetString());
    }

    [Theory]
    [InlineData(Code.Unavailable, "STORAGE_FULL")]
    [InlineData(Code.ResourceExhausted, "BACKLOG_FULL")]
    public async Task Ingest_that_is_refused_for_a_while_is_made_again_until_it_is_taken(Code code, string reason)
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Refusals.Enqueue(FakeErrors.Passing(code, reason, "Not now."));
        server.Fetch.Refusals.Enqueue(FakeErrors.Passing(code, reason, "Not now."));

        var result = await News.RunAsync(server, "ingest", Write("page.html", "<p>x</p>"), "--url", "https://example.org/1", "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Single(server.Fetch.Ingested);
        Assert.Equal($"news: Not now. ({reason}); trying for 2 minutes\n", result.Error);
    }

    [Fact]
    public async Task Submit_that_is_refused_for_a_while_is_made_again_until_it_is_taken()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Refusals.Enqueue(FakeErrors.Passing(Code.Unavailable, "STORAGE_FULL", "Not now."));

        var result = await News.RunAsync(server, "submit", "https://example.org/1", "--json");

        Assert.Equal((0, "https://example.org/1"), (result.ExitCode, Assert.Single(Assert.Single(server.Fetch.Submitted).Urls)));
        Assert.Contains("STORAGE_FULL", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_that_is_refused_for_a_while_is_made_again_until_it_is_taken()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Pages.Add(new PageTrace { Name = "pages/p1", Url = "https://example.org/1", Outcome = Outcome.Failed });
        server.Fetch.Refusals.Enqueue(FakeErrors.Passing(Code.ResourceExhausted, "BACKLOG_FULL", "Not now."));

        var result = await News.RunAsync(server, "replay", "pages/p1", "--json");

        Assert.Equal((0, "pages/p1"), (result.ExitCode, Assert.Single(server.Fetch.Replayed)));
        Assert.Contains("BACKLOG_FULL", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ingest_that_is_refused_for_good_fails_at_once()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Refusals.Enqueue(FakeErrors.Of(Code.Unavailable, "SOMETHING", "No."));

        var result = await News.RunAsync(server, "ingest", Write("page.html", "<p>x</p>"), "--url", "https://example.org/1", "--json");

        Assert.Equal((1, "news: No. (SOMETHING)\n"), (result.ExitCode, result.Error));
        Assert.Empty(server.Fetch.Ingested);
    }

    [Theory]
    [InlineData("page.txt", "text/plain")]
    [InlineData("page.html", "")]
    public async Task Ingest_tells_the_type_that_the_name_of_the_file_tells(string name, string type)
    {
        await using var server = await FakePlatform.StartAsync();

        await News.RunAsync(server, "ingest", Write(name, "Words."), "--url", "https://example.org/1");

        Assert.Equal(type, Assert.Single(server.Fetch.Ingested).ContentType);
    }

    [Fact]
    public async Task Trace_as_json_has_the_documented_fields()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Pages.Add(new PageTrace
        {
            Name = "pages/p1", Url = "https://example.org/1", Outcome = Outcome.Rejected, Reason = "A consent dialogue.", ReasonCode = "cookie_wall",
            Steps = { new TraceStep { Time = SampleArticle.At(2026, 11, 25, 12), Step = "fetched", Detail = "200" } },
        });

        var result = await News.RunAsync(server, "trace", "https://example.org/1", "--json");

        var trace = Assert.Single(News.Lines(result));
        Assert.Equal("https://example.org/1", trace.GetProperty("url").GetString());
        Assert.Equal(("rejected", "A consent dialogue.", "cookie_wall"), (trace.GetProperty("outcome").GetString(), trace.GetProperty("reason").GetString(), trace.GetProperty("reasonCode").GetString()));
        Assert.Null(trace.GetProperty("article").GetString());
        var step = trace.GetProperty("steps")[0];
        Assert.Equal(("2026-11-25T12:00:00.000Z", "fetched", "200"), (step.GetProperty("time").GetString(), step.GetProperty("step").GetString(), step.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task Trace_of_an_address_never_seen_fails_and_goes_on()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Pages.Add(new PageTrace { Name = "pages/p1", Url = "https://example.org/1", Outcome = Outcome.Stored });

        var result = await News.RunAsync(server, "trace", "https://example.org/unseen", "https://example.org/1", "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("https://example.org/unseen: was never seen", result.Error, StringComparison.Ordinal);
        Assert.Single(News.Lines(result));
    }

    [Fact]
    public async Task Trace_of_all_pages_through_and_selects()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Pages.AddRange(Enumerable.Range(1, 25).Select(number => new PageTrace
        {
            Name = $"pages/p{number}", Url = $"https://example.org/{number}", Outcome = number % 5 == 0 ? Outcome.Failed : Outcome.Stored,
        }));

        var all = await News.RunAsync(server, "trace", "--all", "--json");
        var failed = await News.RunAsync(server, "trace", "--all", "--outcome", "failed", "--json");

        Assert.Equal(25, News.Lines(all).Select(trace => trace.GetProperty("url").GetString()).Distinct().Count());
        Assert.Equal(5, News.Lines(failed).Count);
    }

    [Fact]
    public async Task Replay_takes_addresses_names_and_the_quarantine()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Fetch.Pages.AddRange(Enumerable.Range(1, 4).Select(number => new PageTrace
        {
            Name = $"pages/p{number}", Url = $"https://example.org/{number}", Outcome = Outcome.Failed, Quarantined = number > 2,
        }));

        var some = await News.RunAsync(server, "replay", "https://example.org/1", "pages/p2", "--json");
        var rest = await News.RunAsync(server, "replay", "--quarantined", "--json");

        Assert.Equal((0, 0), (some.ExitCode, rest.ExitCode));
        Assert.Equal(["pages/p1", "pages/p2", "pages/p3", "pages/p4"], server.Fetch.Replayed);
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
