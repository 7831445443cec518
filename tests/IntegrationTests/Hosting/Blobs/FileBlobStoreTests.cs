using NewsPlatform.Hosting.Blobs;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Hosting.Blobs;

public sealed class FileBlobStoreTests
{
    private readonly string folder = ScratchFolder.Create("blobs");
    private readonly FileBlobStore store;

    public FileBlobStoreTests() => store = new FileBlobStore(folder);

    [Fact]
    public async Task Blob_is_read_back_and_a_second_write_replaces_it()
    {
        await store.WriteAsync("0123456789", "first"u8.ToArray(), CancellationToken.None);
        Assert.Equal("first", await ReadAsync("0123456789"));

        await store.WriteAsync("0123456789", "second"u8.ToArray(), CancellationToken.None);

        Assert.Equal("second", await ReadAsync("0123456789"));
        Assert.Equal("0123456789", Path.GetFileName(Assert.Single(Files())));
    }

    [Fact]
    public async Task Part_of_a_blob_is_read_and_nothing_beyond_its_end()
    {
        IBlobStore blobs = store;
        await blobs.WriteAsync("0123456789", "first second"u8.ToArray(), CancellationToken.None);

        Assert.Equal("second"u8.ToArray(), await blobs.ReadAsync("0123456789", 6, 6, CancellationToken.None));
        Assert.Null(await blobs.ReadAsync("0123456789", 6, 7, CancellationToken.None));
        Assert.Null(await blobs.ReadAsync("0123456789", 20, 1, CancellationToken.None));
        Assert.Null(await blobs.ReadAsync("9876543210", 0, 1, CancellationToken.None));
    }

    [Fact]
    public async Task Concurrent_writers_and_readers_of_one_key_see_whole_blobs_only()
    {
        var content = new byte[300_000];
        Array.Fill(content, (byte)'x');
        var reading = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                if (await store.OpenAsync("samekey00", CancellationToken.None) is { } blob)
                {
                    await using (blob)
                    {
                        Assert.Equal(content.Length, blob.Length);
                    }
                }
            }
        })));

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => store.WriteAsync("samekey00", content, CancellationToken.None))));
        await reading;

        Assert.Single(Files());
    }

    [Fact]
    public async Task Blobs_are_listed_by_the_beginning_of_their_keys_with_what_a_dead_writer_left()
    {
        var before = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        foreach (var key in new[] { "ab00000000", "ab11111111", "ac00000000" })
        {
            await store.WriteAsync(key, new byte[1], CancellationToken.None);
        }

        await File.WriteAllBytesAsync(Path.Combine(folder, "ab", "00", "ab00000000-0123456789abcdef-tmp"), new byte[1]);
        await File.WriteAllBytesAsync(Path.Combine(folder, "ab", "00", "no key.txt"), new byte[1]);

        var found = await store.ListAsync("ab", CancellationToken.None).ToListAsync();

        Assert.Equal(["ab00000000", "ab00000000-0123456789abcdef-tmp", "ab11111111"], found.Select(blob => blob.Key).Order(StringComparer.Ordinal));
        Assert.All(found, blob => Assert.InRange(blob.Written, before, before.AddHours(1)));
        await store.DeleteAsync("ab00000000-0123456789abcdef-tmp", CancellationToken.None);
        Assert.Equal(2, await store.ListAsync("ab", CancellationToken.None).CountAsync());
        Assert.Equal(0, await store.ListAsync("00", CancellationToken.None).CountAsync());
    }

    [Fact]
    public async Task Write_that_is_cancelled_leaves_no_file()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.WriteAsync("cancelled0", new byte[1000], cancelled.Token));

        Assert.Empty(Files());
    }

    [Fact]
    public async Task Write_that_fails_leaves_no_file()
    {
        // A folder stands where the blob should: the last step, the rename, fails.
        Directory.CreateDirectory(Path.Combine(folder, "fa", "il", "failing00"));

        await Assert.ThrowsAnyAsync<SystemException>(() => store.WriteAsync("failing00", new byte[1000], CancellationToken.None));

        Assert.Empty(Files());
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("with space")]
    [InlineData("nul\0nulnul")]
    [InlineData("umlaut-äöüß")]
    public async Task Key_that_is_none_is_refused_for_writing_and_absent_for_reading(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => store.WriteAsync(key, new byte[1], CancellationToken.None));
        Assert.Null(await store.OpenAsync(key, CancellationToken.None));
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Unknown_key_is_absent() => Assert.Null(await store.OpenAsync("unknownkey", CancellationToken.None));

    private string[] Files() => Directory.GetFiles(folder, "*", SearchOption.AllDirectories);

    private async Task<string> ReadAsync(string key)
    {
        await using var blob = await store.OpenAsync(key, CancellationToken.None);
        using var reader = new StreamReader(blob!);
        return await reader.ReadToEndAsync();
    }
}
