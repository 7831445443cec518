using System.Text.Json;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.ContractTests.Cli;

/// <summary>The built command line, run as people and scripts run it.</summary>
internal static class News
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The program that the build made.</summary>
    public static string Program { get; } = Path.ChangeExtension(BuildOutput.Assembly("services/cli/NewsPlatform.Cli", "news"), null);

    public static Task<CommandResult> RunAsync(params string[] arguments) => Command.RunAsync(Program, arguments, Limit, NoServer);

    public static Task<CommandResult> RunAsync(FakePlatform server, params string[] arguments) =>
        Command.RunAsync(Program, [.. arguments, "--server", server.Address], Limit, NoServer);

    public static Task<CommandResult> RunWithInputAsync(string input, params string[] arguments) => Command.RunAsync(Program, arguments, Limit, NoServer, input);

    /// <summary>Each line of standard output as JSON; fails where one is not.</summary>
    public static List<JsonElement> Lines(CommandResult result) =>
        [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    // A variable of the developer's own shell must not reach the tests.
    private static Dictionary<string, string?> NoServer { get; } = new(StringComparer.Ordinal) { ["NEWS_SERVER"] = null };
}
