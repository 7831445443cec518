using Grpc.Core;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Commands.Sources;

/// <summary>Adds sources one by one and tells of each.</summary>
internal static class SourceAdding
{
    /// <returns>Whether the source is there now.</returns>
    public static async Task<bool> AddAsync(CommandRun run, Source wanted)
    {
        var (source, existed) = await CreateAsync(run, wanted);
        if (source is null)
        {
            return false;
        }

        if (run.Screen.Json)
        {
            run.Screen.WriteJson(json =>
            {
                SourceJson.Write(json, source);
                json.WriteBoolean("existed", existed);
            });
        }
        else
        {
            run.Screen.WriteLine($"{(existed ? "already there" : "added")}\t{source.Name}\t{Printable.Line(source.Url)}");
        }

        return true;
    }

    private static async Task<(Source? Source, bool Existed)> CreateAsync(CommandRun run, Source wanted)
    {
        try
        {
            return (await run.Server.Fetch.CallAsync((client, options) => client.CreateSourceAsync(new CreateSourceRequest { Source = wanted }, options), run.Stop), false);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.AlreadyExists)
        {
            Screen.Note($"{wanted.Url}: is a source already; it was left as it is.");
            // The server may know it by a normalised address that is not the given one, and says by which name. Looking through
            // all sources for each would make the second import of a long list quadratic.
            var existing = RpcFailure.Of(exception).Details.TryGetValue("source", out var name)
                ? await run.Server.Fetch.CallAsync((client, options) => client.GetSourceAsync(new GetSourceRequest { Name = name }, options), run.Stop)
                : await KnownSources.FindAsync(run, wanted.Url);
            return (existing ?? new Source { Url = wanted.Url }, true);
        }
        catch (RpcException exception)
        {
            Screen.Note($"{wanted.Url}: {RpcFailure.Of(exception).Sentence}");
            return (null, false);
        }
    }
}
