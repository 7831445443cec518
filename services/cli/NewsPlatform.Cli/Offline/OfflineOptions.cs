using System.CommandLine;

namespace NewsPlatform.Cli.Offline;

/// <summary>What the offline commands have in common.</summary>
internal static class OfflineOptions
{
    private const int MaxThreads = 256;

    public static Option<int> Threads()
    {
        var option = new Option<int>("--threads")
        {
            Description = "How many pages at once; else one for each core.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var threads) && threads is < 1 or > MaxThreads)
            {
                result.AddError($"--threads must be from 1 to {MaxThreads}.");
            }
        });
        return option;
    }

    public static Option<string> Input() => new("--input")
    {
        Description = """JSON Lines {"id", "text"} with optional "title", "language", "published", "url"; - for standard input.""",
        HelpName = "FILE",
        Required = true,
    };

    public static Option<string?> Output() => new("--output") { Description = "JSON Lines, one for each input in the same order; else standard output.", HelpName = "FILE" };
}
