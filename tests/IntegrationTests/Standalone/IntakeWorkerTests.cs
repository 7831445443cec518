using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.Standalone;
using NewsPlatform.Standalone.Intake;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.IntegrationTests.Standalone;

/// <summary>How the standalone host hands in what its command line gave.</summary>
public sealed class IntakeWorkerTests
{
    [Fact]
    public async Task Files_given_while_the_disk_is_full_are_stored_once_there_is_room()
    {
        const int Pages = 3;
        var folder = ScratchFolder.Create("pages");
        for (var i = 0; i < Pages; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{i}.html"), ArticlePages.Create(i, new Uri("https://news.example/")).Html);
        }

        var disk = new FullDisk(new FileBlobStore(ScratchFolder.Create("blobs")));
        await using var host = await TestHost.StartAsync(StandaloneHost.Modules, await TestHost.SettingsAsync(), configure: builder =>
        {
            builder.Services.AddSingleton<IBlobStore>(disk);
            builder.Services.AddSingleton(new IntakeInputs(Input.ReadAll([folder]), []));
            builder.Services.AddHostedService<IntakeWorker>();
        });
        await Wait.UntilAsync(() => disk.Refused >= 2, "a second try");
        disk.HasRoom = true;

        var stored = new ListTracesRequest { Outcome = Outcome.Stored };
        var fetch = new FetchService.FetchServiceClient(host.Channel);
        await Wait.UntilAsync(async token => (await fetch.ListTracesAsync(stored, cancellationToken: token)).Traces.Count == Pages, "all pages to be stored");
    }

    private sealed class FullDisk(IBlobStore blobs) : IBlobStore
    {
        private int refused;

        public volatile bool HasRoom;

        public int Refused => Volatile.Read(ref refused);

        public Task WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            if (!HasRoom)
            {
                Interlocked.Increment(ref refused);
                throw new IOException("No space left on device", 28);
            }

            return blobs.WriteAsync(key, content, cancellationToken);
        }

        public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken) => blobs.OpenAsync(key, cancellationToken);

        public IAsyncEnumerable<BlobEntry> ListAsync(string prefix, CancellationToken cancellationToken) => blobs.ListAsync(prefix, cancellationToken);

        public Task DeleteAsync(string key, CancellationToken cancellationToken) => blobs.DeleteAsync(key, cancellationToken);
    }
}
