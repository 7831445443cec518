using System.Collections.Concurrent;
using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Crawling.Warc;
using NewsPlatform.Fetch;
using NewsPlatform.Fetch.Captures;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.Hosting.Data;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class SqliteSharedBlobTests() : SharedBlobTests(DatabaseProvider.Sqlite);

public sealed class PostgresSharedBlobTests() : SharedBlobTests(DatabaseProvider.Postgres);

/// <summary>Captures that lie in one blob: each is found, goes and is made whole again as if it had its own.</summary>
public abstract class SharedBlobTests(DatabaseProvider provider) : IAsyncLifetime
{
    private readonly ManualClock clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly GatedStore disk = new(new FileBlobStore(ScratchFolder.Create("shared")));
    private TestHost host = null!;

    public async Task InitializeAsync() => host = await TestHost.BuildAsync(
        [FetchModule.Module],
        await FetchHost.SettingsAsync(provider, ("Fetch:CaptureRetention", "100d,not_modified:30d")),
        clock,
        builder => builder.Services.AddSingleton<IBlobStore>(disk));

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Captures_that_are_ready_together_lie_in_one_blob_which_is_a_warc_file()
    {
        var kept = await KeepTogetherAsync("a", "b", "c");

        var key = Assert.Single(kept.Select(one => one.Place.Blob).Distinct(StringComparer.Ordinal));
        foreach (var (path, one) in new[] { "a", "b", "c" }.Zip(kept))
        {
            Assert.Equal(Body(path), await BodyAsync(one.Id));
            Assert.Null(await disk.OpenAsync(one.Id, CancellationToken.None));
        }

        using var reader = new WarcReader(new MemoryStream((await disk.ReadAsync(key, CancellationToken.None))!));
        var targets = new List<string?>();
        while (reader.Read() is { } record)
        {
            if (record.Type is "response")
            {
                targets.Add(record.TargetUri);
            }
        }

        Assert.Null(reader.Fault);
        Assert.Equal(["https://news.example/a", "https://news.example/b", "https://news.example/c"], targets);
    }

    [Fact]
    public async Task Capture_that_comes_alone_and_one_that_is_large_have_blobs_of_their_own()
    {
        var blobs = host.Get<CaptureBlobs>();
        var alone = await blobs.WriteAsync("aaaaaaaa", Records("a"), CancellationToken.None);
        var first = await FillAsync(blobs);
        var large = blobs.WriteAsync("bbbbbbbb", new byte[2 << 20], CancellationToken.None);
        var others = new[] { "cccccccc", "dddddddd" }.Select(id => blobs.WriteAsync(id, Records(id), CancellationToken.None)).ToList();
        disk.Open();
        await first;

        Assert.StartsWith("aaaaaaaa-", alone.Blob, StringComparison.Ordinal);
        Assert.StartsWith("bbbbbbbb-", (await large).Blob, StringComparison.Ordinal);
        Assert.Single((await Task.WhenAll(others)).Select(place => place.Blob).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_row_names_bytes_before_they_are_written_and_bytes_without_a_row_harm_nobody()
    {
        disk.Close();
        var keeping = new[] { "a", "b", "c", "d" }.Select(path => IngestAsync(path, Body(path))).ToList();
        await disk.WaitingAsync(1);
        Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM capture"));
        Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM page"));
        disk.Open();
        await Task.WhenAll(keeping);

        // As a process leaves it that dies between the bytes and the row.
        var lost = await KeepTogetherAsync("e", "f");
        await WriteAsync("DELETE FROM capture WHERE kept_in = '" + lost[0].Place.Blob + "'");
        await WriteAsync("DELETE FROM page WHERE capture = '" + lost[0].Id + "' OR capture = '" + lost[1].Id + "'");
        var again = await IngestAsync("e", Body("e"));

        Assert.Equal(lost[0].Id, again.Id);
        Assert.Equal(Body("e"), await BodyAsync(again.Id));
        Assert.NotNull(await host.Get<CaptureStore>().ReadRecordsAsync(again.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Equal_payloads_and_the_same_page_in_one_blob_are_all_read_back()
    {
        var first = await FillAsync(host.Get<CaptureBlobs>());
        var keeping = new[] { "a", "b", "a", "c", "a", "b" }.Select(path => IngestAsync(path, "<p>the same")).ToList();
        await GatedStore.QuietAsync(keeping);
        disk.Open();
        await first;
        var kept = await Task.WhenAll(keeping);

        Assert.Equal(3, kept.Select(one => one.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3, await CountAsync("SELECT COUNT(*) FROM capture"));
        foreach (var one in kept)
        {
            Assert.Equal("<p>the same", await BodyAsync(one.Id));
        }

        // What comes later refers to one of them.
        var later = await IngestAsync("d", "<p>the same");
        Assert.Equal(CaptureKind.Revisit, later.Kind);
        Assert.Equal("<p>the same", await BodyAsync(later.Id));
    }

    [Fact]
    public async Task Disk_that_fails_fails_all_that_shared_the_write_and_no_row_is_left()
    {
        var first = await FillAsync(host.Get<CaptureBlobs>());
        var keeping = new[] { "a", "b", "c" }.Select(path => IngestAsync(path, Body(path))).ToList();
        await GatedStore.QuietAsync(keeping);
        var before = disk.Tries;
        disk.Open(new IOException("No space left on device"));

        foreach (var one in keeping)
        {
            await Assert.ThrowsAsync<IOException>(() => one);
        }

        await Assert.ThrowsAsync<IOException>(() => first);
        // The two that filled the disk's time, and the three at once, or one of them and two.
        Assert.InRange(disk.Tries - before, 3, 4);
        Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM capture"));

        disk.Open();
        Assert.Equal(Body("a"), await BodyAsync((await IngestAsync("a", Body("a"))).Id));
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_spoils_nothing_for_those_who_wait()
    {
        var store = host.Get<CaptureStore>();
        using var patience = new CancellationTokenSource();
        var first = await FillAsync(host.Get<CaptureBlobs>());
        var impatient = store.KeepAsync(Endings.Url("a").Value, Encoding.UTF8.GetBytes(Body("a")), "text/html", patience.Token);
        var patient = IngestAsync("b", Body("b"));
        await GatedStore.QuietAsync([impatient, patient]);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        var later = new[] { "c", "d" }.Select(path => IngestAsync(path, Body(path))).ToList();
        await GatedStore.QuietAsync(later);
        disk.Open();
        await first;

        Assert.Equal(Body("b"), await BodyAsync((await patient).Id));
        Assert.Equal([Body("c"), Body("d")], await Task.WhenAll(later.Select(async one => await BodyAsync((await one).Id))));
        Assert.Equal(Body("a"), await BodyAsync((await IngestAsync("a", Body("a"))).Id));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public async Task Capture_in_a_torn_blob_gets_one_of_its_own_when_its_page_comes_again(int left)
    {
        var kept = await KeepTogetherAsync("a", "b", "c");
        var key = kept[0].Place.Blob;
        await disk.WriteAsync(key, (await disk.ReadAsync(key, CancellationToken.None)).AsMemory(0, left), CancellationToken.None);

        var again = await IngestAsync("b", Body("b"));

        Assert.Equal(kept[1].Id, again.Id);
        Assert.Equal(Body("b"), await BodyAsync(again.Id));
        Assert.NotNull(await disk.ReadAsync(again.Id, CancellationToken.None));
        Assert.Equal(2, await CountAsync("SELECT COUNT(*) FROM capture WHERE kept_in <> ''"));
    }

    [Fact]
    public async Task Blob_goes_with_the_last_of_its_captures()
    {
        var kept = await KeepTogetherAsync("a", "b");
        await EndAsync("a", "b");
        clock.Advance(TimeSpan.FromDays(101));

        Assert.Equal(2, await RunAsync());

        Assert.Null(await disk.ReadAsync(kept[0].Place.Blob, CancellationToken.None));
        Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM capture"));
    }

    [Fact]
    public async Task Blob_stays_while_most_of_it_is_kept_and_is_dissolved_when_most_is_gone()
    {
        var kept = await KeepTogetherAsync("a", "b", "c", "d");
        var key = kept[0].Place.Blob;
        await EndAsync("a");
        clock.Advance(TimeSpan.FromDays(101));

        Assert.Equal(1, await RunAsync());
        Assert.NotNull(await disk.ReadAsync(key, CancellationToken.None));
        Assert.Null(await host.Get<CaptureStore>().ReadBodyAsync(kept[0].Id, CancellationToken.None));
        Assert.Equal(Body("b"), await BodyAsync(kept[1].Id));

        await EndAsync("b", "c");
        Assert.Equal(2, await RunAsync());
        Assert.Null(await disk.ReadAsync(key, CancellationToken.None));
        Assert.NotNull(await disk.ReadAsync(kept[3].Id, CancellationToken.None));
        Assert.Equal(Body("d"), await BodyAsync(kept[3].Id));

        // Rows of a back-up that is older than the blobs.
        await WriteAsync($"UPDATE capture SET kept_in = '{key}', kept_at = {kept[3].Place.Start}, kept_length = {kept[3].Place.Length}");
        Assert.Equal(Body("d"), await BodyAsync(kept[3].Id));

        await EndAsync("d");
        Assert.Equal(1, await RunAsync());
        Assert.Null(await disk.ReadAsync(kept[3].Id, CancellationToken.None));
    }

    private static string Body(string path) => $"<p>{path} {string.Join(' ', Enumerable.Range(0, 100))}";

    private static byte[] Records(string path) => WarcCapture.Write(new WarcCapture(new Uri($"https://news.example/{path}"), DateTimeOffset.UnixEpoch, "HTTP/1.1 200 OK\r\n", Encoding.UTF8.GetBytes(path)));

    // As many writes as are under way at once: what comes after them waits and is written together.
    private async Task<Task> FillAsync(CaptureBlobs blobs)
    {
        disk.Close();
        var first = blobs.WriteAsync("11111111", Records("1"), CancellationToken.None);
        await disk.WaitingAsync(1);
        var second = blobs.WriteAsync("22222222", Records("2"), CancellationToken.None);
        await disk.WaitingAsync(2);
        return Task.WhenAll(first, second);
    }

    // Written together and noted, in this order.
    private async Task<IReadOnlyList<KeptCapture>> KeepTogetherAsync(params string[] paths)
    {
        var blobs = host.Get<CaptureBlobs>();
        var first = await FillAsync(blobs);
        var keeping = new List<(string Path, KeptCapture Kept, Task<CapturePlace> Place)>();
        foreach (var path in paths)
        {
            var capture = new WarcCapture(new Uri(Endings.Url(path).Value), clock.GetUtcNow(), "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", Encoding.UTF8.GetBytes(Body(path)));
            // Its id as the store makes it.
            var id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"{Endings.Url(path).Value}\n{capture.ContentDigest}")).AsSpan(0, 20));
            keeping.Add((path, new KeptCapture(id, CaptureKind.Response, capture.ContentDigest), blobs.WriteAsync(id, WarcCapture.Write(capture), CancellationToken.None)));
        }

        disk.Open();
        await first;
        var all = new List<KeptCapture>();
        foreach (var (path, kept, place) in keeping)
        {
            all.Add(kept with { Place = await place });
            await NoteAsync(path, all[^1]);
        }

        return all;
    }

    private async Task<KeptCapture> IngestAsync(string path, string text)
    {
        var kept = await host.Get<CaptureStore>().KeepAsync(Endings.Url(path).Value, Encoding.UTF8.GetBytes(text), "text/html", CancellationToken.None);
        await NoteAsync(path, kept);
        return kept;
    }

    private async Task NoteAsync(string path, KeptCapture kept)
    {
        var fetched = new FetchedPage { Time = clock.GetUtcNow(), Capture = kept.Id, Kept = kept, FinalUrl = Endings.Url(path).Value, ContentType = "text/html", Status = 200, Size = 1, Detail = "" };
        await host.Get<PageIntake>().IngestAsync(Endings.Page(path), fetched, clock.GetUtcNow(), "", CancellationToken.None);
    }

    private async Task EndAsync(params string[] paths)
    {
        foreach (var path in paths)
        {
            await host.Get<PageStore>().EndAsync(Endings.Url(path).Id, Endings.Stored(1, clock.GetUtcNow()), CancellationToken.None);
        }
    }

    private async Task<string> BodyAsync(string id) => Encoding.UTF8.GetString((await host.Get<CaptureStore>().ReadBodyAsync(id, CancellationToken.None))!.Value.Span);

    private Task<int> WriteAsync(string sql) => host.Get<Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), CancellationToken.None);

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await host.Get<Database>().OpenAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    private async Task<int> RunAsync()
    {
        var running = host.Get<CaptureRetention>().RunOnceAsync(CancellationToken.None);
        // It pauses between batches, on a clock that stands still.
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(20));
            clock.Advance(running.IsCompleted ? TimeSpan.Zero : TimeSpan.FromSeconds(1));
        }

        return await running;
    }

    /// <summary>A store whose writes wait while it is closed.</summary>
    private sealed class GatedStore(IBlobStore inner) : IBlobStore
    {
        private readonly ConcurrentQueue<TaskCompletionSource> waiting = new();
        private volatile bool closed;
        private volatile IOException? fault;
        private int tries;

        public int Tries => Volatile.Read(ref tries);

        public void Close() => closed = true;

        public void Open(IOException? with = null)
        {
            (fault, closed) = (with, false);
            while (waiting.TryDequeue(out var one))
            {
                one.SetResult();
            }
        }

        public Task WaitingAsync(int writes) => Wait.UntilAsync(() => waiting.Count >= writes, $"{writes} writes");

        // Lookups of those who are about to write are over when nothing has moved for a while; correctness does not hang on it.
        public static async Task QuietAsync(IReadOnlyCollection<Task> under) => await Task.WhenAny(Task.WhenAll(under), Task.Delay(500));

        public async Task WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            if (closed)
            {
                var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting.Enqueue(turn);
                await turn.Task.WaitAsync(cancellationToken);
            }

            Interlocked.Increment(ref tries);
            if (fault is { } broken)
            {
                throw broken;
            }

            await inner.WriteAsync(key, content, cancellationToken);
        }

        public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken) => inner.OpenAsync(key, cancellationToken);

        public IAsyncEnumerable<BlobEntry> ListAsync(string prefix, CancellationToken cancellationToken) => inner.ListAsync(prefix, cancellationToken);

        public Task DeleteAsync(string key, CancellationToken cancellationToken) => inner.DeleteAsync(key, cancellationToken);

        public Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken) => inner.ReadAsync(key, cancellationToken);
    }
}
