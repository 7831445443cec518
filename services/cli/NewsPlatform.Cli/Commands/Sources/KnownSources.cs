using NewsPlatform.Cli.Client;
using NewsPlatform.Contracts.Fetch.V1;

namespace NewsPlatform.Cli.Commands.Sources;

/// <summary>The sources that the server has.</summary>
internal static class KnownSources
{
    private const int PageSize = 500;

    public static IAsyncEnumerable<Source> AllAsync(CommandRun run, int? limit = null) => Paging.AllAsync<Source>(
        async (size, token) =>
        {
            var response = await run.Server.Fetch.CallAsync(
                (client, options) => client.ListSourcesAsync(new ListSourcesRequest { PageSize = size, PageToken = token }, options), run.Stop);
            return (response.Sources, response.NextPageToken);
        },
        PageSize,
        limit,
        run.Stop);

    /// <summary>The source at an address, or null. Addresses that differ only in what URL parsing evens out are the same.</summary>
    public static async Task<Source?> FindAsync(CommandRun run, string url)
    {
        var wanted = Even(url);
        await foreach (var source in AllAsync(run))
        {
            if (source.Url == url || Even(source.Url) == wanted)
            {
                return source;
            }
        }

        return null;
    }

    /// <summary>The name of the source that a person means by a name or an address; null, with a note, where there is none.</summary>
    public static async Task<string?> NameOfAsync(CommandRun run, string nameOrUrl)
    {
        if (!nameOrUrl.Contains("://", StringComparison.Ordinal))
        {
            return nameOrUrl.StartsWith("sources/", StringComparison.Ordinal) ? nameOrUrl : "sources/" + nameOrUrl;
        }

        if (await FindAsync(run, nameOrUrl) is { } found)
        {
            return found.Name;
        }

        Output.Screen.Note($"{nameOrUrl}: no source has this address; `news source list` shows all.");
        return null;
    }

    private static string Even(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.AbsoluteUri : url;
}
