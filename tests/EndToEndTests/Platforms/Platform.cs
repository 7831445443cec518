using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Store.V1;
using Xunit.Sdk;

namespace NewsPlatform.EndToEndTests.Platforms;

/// <summary>A running platform, whatever its processes are.</summary>
public abstract class Platform : IAsyncDisposable
{
    /// <summary>Every process.</summary>
    public abstract IReadOnlyList<HostProcess> Hosts { get; }

    public abstract FetchService.FetchServiceClient Fetch { get; }

    public abstract StoreService.StoreServiceClient Store { get; }

    /// <summary>Runs a test; when it fails, the message tells what the hosts wrote last.</summary>
    public async Task RunAsync(Func<Task> test)
    {
        try
        {
            await test();
        }
        catch (Exception failure)
        {
            var outputs = Hosts.Select(host => $"==== {host.Name} {(host.HasExited ? "has exited" : "runs")}\n{Last(host.Output, 6_000)}");
            throw new XunitException($"{failure.Message}\n\n{string.Join('\n', outputs)}", failure);
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Task.WhenAll(Hosts.Select(host => host.DisposeAsync().AsTask()));
    }

    private static string Last(string text, int characters) => text.Length <= characters ? text : "…" + text[^characters..];
}
