using System.CommandLine;
using System.Globalization;
using NewsPlatform.Cli.Output;
using NewsPlatform.Extraction.Sites.Import;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Commands.Sites;

/// <summary><c>news site import</c>: rules in the format that reading tools share. Needs no server.</summary>
internal static class SiteImportCommand
{
    public static Command Create(CommonOptions common)
    {
        var path = new Argument<string>("FILE|FOLDER") { Description = "A file named after its site (paper.example.txt), or a folder of them." };
        var output = new Option<string?>("--output") { Description = "The folder for the rules that are made; without it they are only looked at.", HelpName = "FOLDER" };
        return common.Offline(new Command("import", "Makes rules out of ftr-site-config files and tells what could not be taken over.") { path, output }, (arguments, screen, _) =>
            Task.FromResult(Run(screen, Files(arguments.GetRequiredValue(path)), arguments.GetValue(output))));
    }

    private static List<string> Files(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        var files = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.txt").Order(StringComparer.Ordinal).ToList() : throw new UsageException($"{path}: there is no such file or folder");
        return files.Count > 0 ? files : throw new UsageException($"{path}: holds no .txt files");
    }

    private static int Run(Screen screen, List<string> files, string? output)
    {
        if (output is not null)
        {
            Directory.CreateDirectory(output);
        }

        var lines = new List<SharedRules.Line>();
        int made = 0, whole = 0, failed = 0;
        using (var rows = new Rows(screen, new("site", 30), new("taken", 6), new("lost", 6), new("because")))
        {
            foreach (var file in files)
            {
                var (rules, reason) = Read(file);
                var lost = rules?.Lines.Where(line => line.Fate == SharedRules.Fate.Lost).ToList() ?? [];
                failed += rules is null ? 1 : 0;
                made += rules is null ? 0 : 1;
                whole += rules is not null && lost.Count == 0 ? 1 : 0;
                lines.AddRange(rules?.Lines ?? []);
                if (rules is not null && output is not null)
                {
                    File.WriteAllText(Path.Combine(output, rules.Site.Replace('*', '_') + ".json"), rules.Content);
                }

                Tell(screen, rows, file, rules, lost, reason);
            }
        }

        Summarise(files.Count, made, whole, failed, lines);
        return failed == 0 ? ExitCode.Done : ExitCode.SomeFailed;
    }

    private static (SharedRules? Rules, string? Reason) Read(string file)
    {
        try
        {
            // A character has four bytes at most.
            if (new FileInfo(file).Length > SharedRulesReader.MaxLength * 4L)
            {
                return (null, "is too large");
            }

            var rules = SharedRulesReader.Read(Path.GetFileName(file), File.ReadAllText(file), out var reason);
            return (rules, reason);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, exception.Message);
        }
    }

    private static void Tell(Screen screen, Rows rows, string file, SharedRules? rules, List<SharedRules.Line> lost, string? reason)
    {
        var taken = rules?.Lines.Count(line => line.Fate == SharedRules.Fate.Converted) ?? 0;
        if (screen.Json)
        {
            screen.WriteJson(json =>
            {
                json.WriteString("file", file);
                json.WriteString("site", rules?.Site);
                json.WriteNumber("converted", taken);
                json.WriteNumber("notNeeded", rules?.Lines.Count(line => line.Fate == SharedRules.Fate.NotNeeded) ?? 0);
                json.WriteObjects("lost", lost, line =>
                {
                    json.WriteNumber("line", line.Number);
                    json.WriteString("directive", line.Directive);
                    json.WriteText("text", line.Text);
                    json.WriteString("reason", line.Reason);
                });
                json.WriteString("error", reason);
            });
        }
        else
        {
            rows.Add(rules?.Site ?? Path.GetFileName(file), Printable.Number(taken), Printable.Number(lost.Count), reason ?? string.Join("; ", lost.Take(3).Select(line => $"{line.Number}: {line.Directive} {line.Reason}")));
        }
    }

    private static void Summarise(int files, int made, int whole, int failed, List<SharedRules.Line> lines)
    {
        Screen.Note(string.Create(CultureInfo.InvariantCulture, $"{files} files: rules of {made}, {whole} of these without a loss; {failed} gave none"));
        foreach (var directive in lines.GroupBy(line => line.Directive, StringComparer.Ordinal).Where(group => group.Any(line => line.Fate != SharedRules.Fate.NotNeeded)).OrderByDescending(group => group.Count()).Take(20))
        {
            var taken = directive.Count(line => line.Fate == SharedRules.Fate.Converted);
            Screen.Note(string.Create(CultureInfo.InvariantCulture, $"  {directive.Key}: {taken} of {directive.Count()} ({100.0 * taken / directive.Count():0.0} %)"));
        }

        var counted = lines.Where(line => line.Fate != SharedRules.Fate.NotNeeded).ToList();
        var all = counted.Count(line => line.Fate == SharedRules.Fate.Converted);
        Screen.Note(string.Create(CultureInfo.InvariantCulture, $"  all lines that matter here: {all} of {counted.Count} ({100.0 * all / Math.Max(1, counted.Count):0.0} %); {lines.Count - counted.Count} are of no concern"));
    }
}
