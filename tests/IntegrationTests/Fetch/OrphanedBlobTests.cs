using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Crawling.Warc;
using NewsPlatform.Fetch;
using NewsPlatform.Fetch.Backfills;
using NewsPlatform.Fetch.Captures;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.Hosting.Data;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.TestKit;
using Kind = NewsPlatform.Contracts.Fetch.V1.Backfill.Types.Kind;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class SqliteOrphanedBlobTests() : OrphanedBlobTests(DatabaseProvider.Sqlite);

public sealed class PostgresOrphanedBlobTests() : OrphanedBlobTests(DatabaseProvider.Postgres);

/// <summary>What a process leaves that dies between bytes and row is found and deleted, and nothing else.</summary>
public abstract class OrphanedBlobTests(DatabaseProvider provider) : IAsyncLifetime
{
    private readonly ManualClock clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly LogMemory logs = new();
    private readonly DatedStore disk = new(new FileBlobStore(ScratchFolder.Create("orphans")));
    private TestHost host = null!;

    public async Task InitializeAsync()
    {
        disk.Now = clock.GetUtcNow();
        host = await TestHost.BuildAsync(
            [FetchModule.Module],
            await FetchHost.SettingsAsync(provider),
            clock,
            builder =>
            {
                builder.Services.AddSingleton<IBlobStore>(disk);
                builder.Logging.AddProvider(logs);
            });
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Blob_that_nothing_names_is_deleted_once_it_is_old_and_nothing_else_is()
    {
        await FillAsync("aa");
        var alone = await NoteAsync("aa", 1, await WriteAsync("aa", 1));
        var moved = await NoteAsync("aa", 2, CapturePlace.Own);
        await disk.WriteAsync(moved, Records(2), CancellationToken.None);
        await disk.WriteAsync($"{new string('a', 32)}-shared", Records(3), CancellationToken.None);
        var shared = await NoteAsync("aa", 3, new CapturePlace($"{new string('a', 32)}-shared", 0, Records(3).Length));
        var old = (await WriteAsync("aa", 4)).Blob;
        await disk.WriteAsync($"{new string('a', 40)}-shared", Records(5), CancellationToken.None);
        await disk.WriteAsync($"{alone}-{Guid.NewGuid():n}-tmp", Records(6), CancellationToken.None);
        var elsewhere = (await WriteAsync("bb", 7)).Blob;
        var neighbours = Id("aa", 9) + "0";
        await disk.WriteAsync(neighbours, Records(9), CancellationToken.None);
        Advance(TimeSpan.FromHours(23));
        var young = (await WriteAsync("aa", 8)).Blob;
        Assert.Equal(0, await RunAsync("aa"));

        Advance(TimeSpan.FromHours(2));

        Assert.Equal(3, await RunAsync("aa"));
        Assert.False(await IsThereAsync(old));
        Assert.True(await IsThereAsync(young));
        Assert.True(await IsThereAsync(elsewhere));
        Assert.True(await IsThereAsync(neighbours));
        foreach (var (id, number) in new[] { (alone, 1), (moved, 2), (shared, 3) })
        {
            Assert.Equal(Text(number), Encoding.UTF8.GetString((await host.Get<CaptureStore>().ReadBodyAsync(id, CancellationToken.None))!.Value.Span));
        }

        Advance(TimeSpan.FromHours(23));
        Assert.Equal(1, await RunAsync("aa"));
        Assert.False(await IsThereAsync(young));
    }

    [Fact]
    public async Task Capture_that_is_kept_again_while_its_orphan_is_deleted_is_kept()
    {
        await FillAsync("aa");
        var orphan = (await WriteAsync("aa", 2)).Blob;
        Advance(TimeSpan.FromDays(2));
        var id = "";
        // In the very moment in which it is known to be named by nobody.
        disk.BeforeDelete = async () => id = await NoteAsync("aa", 2, await WriteAsync("aa", 2));

        Assert.Equal(1, await RunAsync("aa"));

        Assert.False(await IsThereAsync(orphan));
        Assert.Equal(Text(2), Encoding.UTF8.GetString((await host.Get<CaptureStore>().ReadBodyAsync(id, CancellationToken.None))!.Value.Span));
        Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await RunAsync("aa"));
    }

    [Fact]
    public async Task Store_of_which_the_database_does_not_know_much_is_left_alone_and_told_of()
    {
        await FillAsync("aa");
        for (var i = 0; i < 10; i++)
        {
            await WriteAsync("aa", i);
        }

        Advance(TimeSpan.FromDays(2));

        Assert.Equal(0, await RunAsync("aa"));
        Assert.Contains(logs.Lines, line => line.Contains("10 of 50 blobs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_blobs_than_are_looked_at_at_once_are_all_looked_at()
    {
        for (var i = 0; i < 700; i++)
        {
            var place = await WriteAsync("aa", i);
            if (i % 50 > 0)
            {
                await NoteAsync("aa", i, place);
            }
        }

        Advance(TimeSpan.FromDays(2));

        Assert.Equal(14, await RunAsync("aa"));
    }

    [Fact]
    public async Task Part_of_an_upload_is_deleted_once_its_backfill_is_over_and_not_before()
    {
        await FillAsync("ba");
        var store = host.Get<BackfillStore>();
        var wish = new Backfill { Kind = Kind.List, Inputs = { new BackfillInput { Label = "a.csv" } } };
        var id = (await store.CreateAsync(wish, "", CancellationToken.None)).Backfill.Name.Split('/')[1];
        await store.UploadAsync(id, 0, 0, "url\n"u8.ToArray(), last: false, 1000, CancellationToken.None);
        // Written by a process that died before the row said so.
        var orphan = BackfillInputRow.PartKey(id, 0, 1);
        await disk.WriteAsync(orphan, new byte[10], CancellationToken.None);
        Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await RunAsync("ba"));

        Assert.True(await store.CancelAsync(id, CancellationToken.None));
        await host.Get<BackfillOutcomes>().CountAsync(CancellationToken.None);

        Assert.False(await IsThereAsync(BackfillInputRow.PartKey(id, 0, 0)));
        Assert.True(await IsThereAsync(orphan));
        Assert.Equal(1, await RunAsync("ba"));
        Assert.False(await IsThereAsync(orphan));
    }

    [Theory]
    [InlineData("backfill-20260102-030405-0123456-0-12", "20260102-030405-0123456")]
    [InlineData("backfill-x-0-1", "x")]
    [InlineData("backfill-0-1", "")]
    [InlineData("backfill-", "")]
    [InlineData("aabbccdd-0-1", "")]
    public void Backfill_of_a_part_is_read_from_its_key(string key, string backfill) => Assert.Equal(backfill, BackfillInputRow.BackfillOf(key));

    private static string Text(int number) => $"<p>{number}";

    private static string Id(string prefix, int number) => prefix + number.ToString("d38", System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] Records(int number) => WarcCapture.Write(
        new WarcCapture(new Uri($"https://news.example/{number}"), DateTimeOffset.UnixEpoch, "HTTP/1.1 200 OK\r\n", Encoding.UTF8.GetBytes(Text(number))));

    private Task<CapturePlace> WriteAsync(string prefix, int number) => host.Get<CaptureBlobs>().WriteAsync(Id(prefix, number), Records(number), CancellationToken.None);

    private async Task<string> NoteAsync(string prefix, int number, CapturePlace place)
    {
        var kept = new KeptCapture(Id(prefix, number), CaptureKind.Response, $"sha256:{prefix}{number}") { Place = place };
        var page = Endings.Page($"{prefix}{number}");
        var fetched = new FetchedPage { Time = clock.GetUtcNow(), Capture = kept.Id, Kept = kept, FinalUrl = page.Url.Value, ContentType = "text/html", Status = 200, Size = 1, Detail = "" };
        await host.Get<PageIntake>().IngestAsync(page, fetched, clock.GetUtcNow(), "", CancellationToken.None);
        return kept.Id;
    }

    // With captures that have rows.
    private async Task FillAsync(string prefix)
    {
        for (var i = 100; i < 140; i++)
        {
            await NoteAsync(prefix, i, await WriteAsync(prefix, i));
        }
    }

    private void Advance(TimeSpan by)
    {
        clock.Advance(by);
        disk.Now = clock.GetUtcNow();
    }

    private async Task<bool> IsThereAsync(string key) => await disk.ReadAsync(key, CancellationToken.None) is not null;

    private async Task<int> RunAsync(string prefix)
    {
        var running = host.Get<OrphanedBlobs>().RunOnceAsync(prefix, CancellationToken.None);
        // It pauses between batches, on a clock that stands still.
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(20));
            clock.Advance(running.IsCompleted ? TimeSpan.Zero : TimeSpan.FromSeconds(1));
        }

        return await running;
    }

    /// <summary>A store in which blobs are as old as the test's clock says.</summary>
    private sealed class DatedStore(IBlobStore inner) : IBlobStore
    {
        private readonly Dictionary<string, DateTimeOffset> written = new(StringComparer.Ordinal);

        public DateTimeOffset Now { get; set; }

        public Func<Task>? BeforeDelete { get; set; }

        public async Task WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            await inner.WriteAsync(key, content, cancellationToken);
            written[key] = Now;
        }

        public IAsyncEnumerable<BlobEntry> ListAsync(string prefix, CancellationToken cancellationToken) =>
            inner.ListAsync(prefix, cancellationToken).Select(blob => blob with { Written = written[blob.Key] });

        public async Task DeleteAsync(string key, CancellationToken cancellationToken)
        {
            if (BeforeDelete is { } before)
            {
                BeforeDelete = null;
                await before();
            }

            await inner.DeleteAsync(key, cancellationToken);
        }

        public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken) => inner.OpenAsync(key, cancellationToken);

        public Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken) => inner.ReadAsync(key, cancellationToken);
    }
}
