using System.Text.Json;
using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.EndToEndTests.Cli;

/// <summary>The command <c>news</c>, run as people and scripts run it.</summary>
internal static class News
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs it against a host.</summary>
    public static Task<CommandResult> RunAsync(HostProcess host, params string[] arguments) => RunAtAsync(host.GrpcAddress, arguments);

    /// <summary>Runs it against an address.</summary>
    public static Task<CommandResult> RunAtAsync(Uri server, params string[] arguments) => Command.RunAsync(
        "dotnet",
        [BuildOutput.Assembly("services/cli/NewsPlatform.Cli", "news"), .. arguments],
        Limit,
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["NEWS_SERVER"] = server.AbsoluteUri });

    /// <summary>The JSON objects of its standard output, one a line.</summary>
    public static IReadOnlyList<JsonElement> Json(this CommandResult result) =>
        [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    public static string? Text(this JsonElement item, string property) => item.GetProperty(property).GetString();
}
