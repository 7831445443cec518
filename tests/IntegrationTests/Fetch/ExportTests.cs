using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Crawling.Warc;
using NewsPlatform.Fetch;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.Hosting.Data;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Node;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class SqliteExportTests() : ExportTests(DatabaseProvider.Sqlite);

public sealed class PostgresExportTests() : ExportTests(DatabaseProvider.Postgres);

/// <summary>Captures as one WARC file.</summary>
public abstract class ExportTests(DatabaseProvider provider) : IAsyncLifetime
{
    private readonly ManualClock clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private TestHost host = null!;
    private FetchService.FetchServiceClient client = null!;

    public async Task InitializeAsync()
    {
        host = await TestHost.StartAsync([FetchModule.Module], await FetchHost.SettingsAsync(provider, ("Fetch:HostInterval", "0s")), clock);
        client = new FetchService.FetchServiceClient(host.Channel);
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Export_is_a_warc_with_a_head_and_all_captures_oldest_first()
    {
        await IngestAsync("a", "b", "c");

        var (bytes, parts) = await ExportAsync(new ExportCapturesRequest());

        Assert.Equal(
            ["warcinfo ", "response https://news.example/a", "metadata https://news.example/a", "response https://news.example/b", "metadata https://news.example/b",
                "response https://news.example/c", "metadata https://news.example/c"],
            Read(bytes).Select(record => $"{record.Type} {record.TargetUri}"));
        Assert.Equal(3, parts.Count(part => part.PageToken.Length > 0));
        Assert.All(parts, part => Assert.InRange(part.Data.Length, 1, 64 << 10));
    }

    [Fact]
    public async Task Export_goes_on_behind_any_capture_that_it_gave()
    {
        await IngestAsync([.. Enumerable.Range(0, 450).Select(i => $"{i}")]);
        var (whole, parts) = await ExportAsync(new ExportCapturesRequest());

        foreach (var part in parts.Where(part => part.PageToken.Length > 0).Where((_, index) => index % 100 == 99))
        {
            var upTo = parts.TakeWhile(p => !ReferenceEquals(p, part)).Append(part).SelectMany(p => p.Data.ToByteArray());
            var (rest, _) = await ExportAsync(new ExportCapturesRequest { PageToken = part.PageToken });
            Assert.Equal(whole, upTo.Concat(rest).ToArray());
        }
    }

    [Fact]
    public async Task Export_takes_only_the_time_and_the_source_that_were_asked_for()
    {
        await IngestAsync("a", "b", "c", "d");
        var (_, all) = await ExportAsync(new ExportCapturesRequest());
        Assert.Equal(4, all.Count(part => part.Capture.Length > 0));
        var start = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        var (some, _) = await ExportAsync(new ExportCapturesRequest
        {
            Since = Timestamp.FromDateTimeOffset(start.AddMinutes(1)), Until = Timestamp.FromDateTimeOffset(start.AddMinutes(3)),
        });
        var (none, _) = await ExportAsync(new ExportCapturesRequest { Source = "sources/other" });

        Assert.Equal(["https://news.example/b", "https://news.example/c"], Read(some).Where(record => record.Type == "response").Select(record => record.TargetUri));
        Assert.Equal("warcinfo", Assert.Single(Read(none)).Type);
    }

    [Fact]
    public async Task Capture_whose_bytes_are_damaged_is_left_out_and_told()
    {
        await IngestAsync("a", "b");
        var (_, all) = await ExportAsync(new ExportCapturesRequest());
        var first = all.First(part => part.Capture.Length > 0).Capture;
        await host.Get<IBlobStore>().WriteAsync(await KeptBlobs.KeyAsync(host, first.Split('/')[1]), new byte[100], CancellationToken.None);

        var (bytes, parts) = await ExportAsync(new ExportCapturesRequest());

        Assert.Equal("https://news.example/b", Assert.Single(Read(bytes), record => record.Type == "response").TargetUri);
        Assert.Equal(1, parts[^1].LeftOut);
    }

    [Fact]
    public async Task Wrong_requests_are_refused()
    {
        await IngestAsync("a");
        var (_, parts) = await ExportAsync(new ExportCapturesRequest());

        await SourceTests.RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => ExportAsync(new ExportCapturesRequest { Source = "pages/1" }));
        await SourceTests.RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => ExportAsync(new ExportCapturesRequest { Since = new Timestamp { Nanos = -1 } }));
        await SourceTests.RefusedAsync(StatusCode.InvalidArgument, "INVALID_PAGE_TOKEN", () => ExportAsync(new ExportCapturesRequest { PageToken = "%%%" }));
        await SourceTests.RefusedAsync(
            StatusCode.InvalidArgument, "INVALID_PAGE_TOKEN", () => ExportAsync(new ExportCapturesRequest { Source = "sources/x", PageToken = parts[^1].PageToken }));
    }

    [NodeFact(WarcTool.Package, WarcTool.Version)]
    public async Task Export_is_read_by_warcio()
    {
        await IngestAsync([.. Enumerable.Range(0, 20).Select(i => $"{i}")]);
        var (bytes, _) = await ExportAsync(new ExportCapturesRequest());
        var path = Path.Combine(ScratchFolder.Create("export"), "export.warc.gz");
        await File.WriteAllBytesAsync(path, bytes);

        var records = await WarcTool.ReadAsync(path);

        Assert.Equal(41, records.Count);
        Assert.Equal("warcinfo", records[0].GetProperty("type").GetString());
        Assert.All(records, record => Assert.True(record.GetProperty("blockDigest").GetBoolean(), record.ToString()));
    }

    private async Task IngestAsync(params string[] paths)
    {
        foreach (var path in paths)
        {
            await client.IngestPageAsync(new IngestPageRequest
            {
                Url = $"https://news.example/{path}", Content = ByteString.CopyFromUtf8($"<p>{path} {ArticlePages.Create(path.Length, new Uri("https://news.example/")).Html}"), ContentType = "text/html",
            });
            clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private async Task<(byte[] Bytes, List<ExportCapturesResponse> Parts)> ExportAsync(ExportCapturesRequest request)
    {
        using var call = client.ExportCaptures(request);
        var parts = new List<ExportCapturesResponse>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            parts.Add(call.ResponseStream.Current);
        }

        return ([.. parts.SelectMany(part => part.Data.ToByteArray())], parts);
    }

    private static List<WarcRecord> Read(byte[] bytes)
    {
        using var reader = new WarcReader(new MemoryStream(bytes));
        var records = new List<WarcRecord>();
        while (reader.Read() is { } record)
        {
            records.Add(record);
        }

        Assert.Null(reader.Fault);
        return records;
    }
}
