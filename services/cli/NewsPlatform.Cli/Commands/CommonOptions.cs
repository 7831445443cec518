using System.CommandLine;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;

namespace NewsPlatform.Cli.Commands;

/// <summary>What all commands understand, and how they are run.</summary>
internal sealed class CommonOptions
{
    public Option<string?> Server { get; } = new("--server")
    {
        Description = $"gRPC address of the server, several joined by commas. Else the variable NEWS_SERVER, else {ServerAddresses.Default}.",
        HelpName = "ADDRESS",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json") { Description = "One JSON object a line on standard output, nothing else.", Recursive = true };

    /// <summary>How many items at most; null for all.</summary>
    public static Option<int?> Limit(string description)
    {
        var option = new Option<int?>("--limit") { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var limit) && limit < 1)
            {
                result.AddError("--limit must be at least 1.");
            }
        });
        return option;
    }

    public static Option<string?> Filter() => new("--filter")
    {
        Description = """Comparisons joined by AND: 'language = "en" AND published >= "2026-11-01"'. Fields: language, source, kind, url, title, story, copy_of, published, create_time.""",
        HelpName = "EXPRESSION",
    };

    /// <summary>A time such as <c>30s</c>.</summary>
    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description + " 500ms, 30s, 5m, 2h.",
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (DurationText.TryParse(result.Tokens[0].Value, out var time) && time > TimeSpan.Zero)
            {
                return time;
            }

            result.AddError($"{name}: \"{result.Tokens[0].Value}\" is no time; write it as 500ms, 30s, 5m or 2h.");
            return null;
        },
    };

    /// <summary>A moment: ISO 8601 (UTC where it has no offset), or a time ago such as <c>7d</c>.</summary>
    public static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        Description = description + " 2026-11-01, 2026-11-01T12:00Z, or 7d for a week ago.",
        HelpName = "TIME",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (DurationText.TryParse(text, out var ago) && char.IsAsciiLetter(text[^1]))
            {
                return TimeProvider.System.GetUtcNow() - ago;
            }

            if (text.Length >= 10 && DateTimeOffset.TryParse(
                text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var time))
            {
                return time;
            }

            result.AddError($"{name}: \"{text}\" is no time; write it as 2026-11-01, 2026-11-01T12:00Z or 7d.");
            return null;
        },
    };

    /// <summary>Makes <paramref name="command"/> one that talks to a server.</summary>
    public Command Online(Command command, Func<CommandRun, Task<int>> run)
    {
        command.SetAction(async (arguments, stop) =>
        {
            var given = arguments.GetValue(Server) ?? Environment.GetEnvironmentVariable("NEWS_SERVER");
            var (addresses, wrong) = ServerAddresses.Parse(string.IsNullOrWhiteSpace(given) ? ServerAddresses.Default : given);
            if (wrong is not null)
            {
                throw new UsageException($"\"{wrong}\" is no server address; write it as {ServerAddresses.Default}.");
            }

            using var server = new NewsServer(addresses, TimeProvider.System);
            using var screen = new Screen(arguments.GetValue(Json));
            return await run(new CommandRun(arguments, server, screen, stop));
        });
        return command;
    }

    /// <summary>Makes <paramref name="command"/> one that needs no server.</summary>
    public Command Offline(Command command, Func<ParseResult, Screen, CancellationToken, Task<int>> run)
    {
        command.SetAction(async (arguments, stop) =>
        {
            using var screen = new Screen(arguments.GetValue(Json));
            return await run(arguments, screen, stop);
        });
        return command;
    }
}
