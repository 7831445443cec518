using System.Text;
using System.Text.Json;
using NewsPlatform.Text;
using Spectre.Console;

namespace NewsPlatform.Cli.Output;

/// <summary>
/// Where a command's answer goes. Three forms: JSON lines for programs, tables and styles on a terminal, and lines with
/// tabs between the fields where output is redirected. Messages go to standard error in all of them.
/// </summary>
internal sealed class Screen : IDisposable
{
    private readonly Lazy<LineSink> output = new(() => new LineSink(StandardOutput.Open()));
    private readonly Lazy<IAnsiConsole> terminal = new(() => AnsiConsole.Create(new AnsiConsoleSettings()));

    /// <param name="json">Whether JSON lines were asked for.</param>
    public Screen(bool json)
    {
        Json = json;
        Interactive = !json && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
    }

    /// <summary>Whether the answer is JSON lines.</summary>
    public bool Json { get; }

    /// <summary>Whether a person looks at a terminal.</summary>
    public bool Interactive { get; }

    /// <summary>The terminal; only when <see cref="Interactive"/>.</summary>
    public IAnsiConsole Terminal => terminal.Value;

    /// <summary>A message on standard error.</summary>
    public static void Note(string message) => Console.Error.WriteLine("news: " + Printable.Line(message));

    /// <summary>Writes one JSON object as a line.</summary>
    public void WriteJson(Action<Utf8JsonWriter> properties) => output.Value.Write(JsonLine.Of(properties).Span);

    /// <summary>Writes one plain line; on a terminal it is wrapped at words.</summary>
    public void WriteLine(string text = "", Style? style = null)
    {
        if (Interactive)
        {
            Terminal.Write(new Spectre.Console.Text(text + "\n", style ?? Style.Plain));
        }
        else
        {
            output.Value.Write(Encoding.UTF8.GetBytes(text + "\n"));
        }
    }

    /// <summary>Hands what was written to the reader now.</summary>
    public void Flush()
    {
        if (output.IsValueCreated)
        {
            output.Value.Flush();
        }
    }

    public void Dispose()
    {
        if (output.IsValueCreated)
        {
            output.Value.Dispose();
        }
    }
}
