using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Commands.Sources;

/// <summary><c>news source add</c>.</summary>
internal static class SourceAddCommand
{
    public static Command Create(CommonOptions common)
    {
        var urls = new Argument<string[]>("URL") { Description = "Address of a feed, a sitemap or a site.", Arity = ArgumentArity.OneOrMore };
        var kind = new Option<string?>("--kind") { Description = "What the address is; else found out at the first poll." };
        kind.AcceptOnlyFromAmong("feed", "sitemap", "site");
        var interval = CommonOptions.Duration("--interval", "Wished time between polls; else adaptive.");
        var name = new Option<string?>("--name") { Description = "What people call it; else the feed's own title.", HelpName = "NAME" };
        var backfill = new Option<bool>("--backfill") { Description = "Its pages wait behind live news." };
        var command = new Command("add", "Adds sources.") { urls, kind, interval, name, backfill };
        return common.Online(command, run => RunAsync(
            run,
            run.Arguments.GetRequiredValue(urls),
            new Source
            {
                Kind = run.Arguments.GetValue(kind) switch
                {
                    "feed" => SourceKind.Feed,
                    "sitemap" => SourceKind.Sitemap,
                    "site" => SourceKind.Site,
                    _ => SourceKind.Unspecified,
                },
                Interval = run.Arguments.GetValue(interval) is { } time ? Duration.FromTimeSpan(time) : null,
                DisplayName = run.Arguments.GetValue(name) ?? "",
                Lane = run.Arguments.GetValue(backfill) ? Lane.Backfill : Lane.Unspecified,
            }));
    }

    private static async Task<int> RunAsync(CommandRun run, string[] urls, Source like)
    {
        var exit = ExitCode.Done;
        foreach (var url in urls)
        {
            var wanted = like.Clone();
            wanted.Url = url;
            var (source, existed) = await AddAsync(run, wanted);
            if (source is null)
            {
                exit = ExitCode.SomeFailed;
            }
            else if (run.Screen.Json)
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
        }

        return exit;
    }

    private static async Task<(Source? Source, bool Existed)> AddAsync(CommandRun run, Source wanted)
    {
        try
        {
            return (await run.Server.Fetch.CallAsync((client, options) => client.CreateSourceAsync(new CreateSourceRequest { Source = wanted }, options), run.Stop), false);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.AlreadyExists)
        {
            Screen.Note($"{wanted.Url}: is a source already; it was left as it is.");
            // The server may know it by a normalised address that is not the given one.
            return (await KnownSources.FindAsync(run, wanted.Url) ?? new Source { Url = wanted.Url }, true);
        }
        catch (RpcException exception)
        {
            Screen.Note($"{wanted.Url}: {RpcFailure.Of(exception).Sentence}");
            return (null, false);
        }
    }
}
