using NewsPlatform.Text;

namespace NewsPlatform.Cli.Output;

/// <summary>An article as Markdown.</summary>
internal static class MarkdownPage
{
    /// <summary>Unstyled also on a terminal: Markdown is meant to be piped and copied.</summary>
    public static void Write(Screen screen, string title, string? standfirst, string markdown)
    {
        screen.WriteLine("# " + Printable.Line(title));
        screen.WriteLine();
        if (!string.IsNullOrEmpty(standfirst))
        {
            screen.WriteLine($"**{Printable.Line(standfirst)}**");
            screen.WriteLine();
        }

        foreach (var line in markdown.Split('\n'))
        {
            screen.WriteLine(Printable.Line(line));
        }

        screen.WriteLine();
    }
}
