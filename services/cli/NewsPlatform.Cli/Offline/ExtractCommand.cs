using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using NewsPlatform.Cli.Commands;
using NewsPlatform.Cli.Output;
using NewsPlatform.Extraction.Sites.Rules;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Offline;

/// <summary><c>news extract</c>: articles out of saved pages, without a server.</summary>
internal static class ExtractCommand
{
    private enum Form
    {
        Json,
        Markdown,
        Reading,
        Rows,
    }

    public static Command Create(CommonOptions common)
    {
        var files = new Argument<string[]>("FILE") { Description = "Saved pages: .html, .txt, also .gz.", Arity = ArgumentArity.ZeroOrMore };
        var manifest = new Option<string?>("--manifest") { Description = """Pages from JSON Lines {"id", "url", "path"}, paths relative to it.""", HelpName = "FILE" };
        var directory = new Option<string?>("--directory") { Description = "All saved pages in and below a folder.", HelpName = "FOLDER" };
        var output = OfflineOptions.Output();
        var threads = OfflineOptions.Threads();
        var url = new Option<string?>("--url") { Description = "The address of the one FILE.", HelpName = "URL" };
        var explain = new Option<bool>("--explain") { Description = "Add the evidence for each field." };
        var markdown = new Option<bool>("--markdown") { Description = "Print articles as Markdown." };
        var html = new Option<string?>("--html") { Description = "Write a report for a browser: pages beside their articles, each block with the reason why it is in or out.", HelpName = "FILE" };
        var rules = new Option<string?>("--rules") { Description = "Rules of sites: a file or a folder of them; they hold for pages whose address is known.", HelpName = "FOLDER" };
        var command = new Command("extract", "Extracts articles from saved pages, without a server.") { files, manifest, directory, output, threads, url, explain, markdown, html, rules };
        command.Validators.Add(result =>
        {
            var named = result.GetValue(files) ?? [];
            var ways = (named.Length > 0 ? 1 : 0) + (result.GetValue(manifest) is null ? 0 : 1) + (result.GetValue(directory) is null ? 0 : 1);
            if (ways != 1)
            {
                result.AddError("Give one of FILE..., --manifest FILE, --directory FOLDER.");
            }

            if (result.GetValue(url) is { } address && (named.Length != 1 || PageAddress.Read(address) == PageAddress.Unknown))
            {
                result.AddError("--url is the http address of one FILE.");
            }
        });
        return common.Offline(command, (arguments, screen, stop) =>
        {
            var named = arguments.GetValue(files) ?? [];
            // Programs get lines; a person gets the page of one file, and rows of many.
            var form = screen.Json || arguments.GetValue(output) is not null || arguments.GetValue(manifest) is not null ? Form.Json
                : arguments.GetValue(markdown) ? Form.Markdown
                : named.Length == 1 ? Form.Reading
                : Form.Rows;
            var held = arguments.GetValue(rules) is { } ruled ? RuleFiles.ReadAll(ruled) : null;
            // Opened before the output is made: a mistyped name must not leave an empty file.
            var pages = arguments.GetValue(manifest) is { } list ? InManifest(list, LineReader.Open(list), stop)
                : arguments.GetValue(directory) is { } root ? InDirectory(root)
                : named.Select(file => new SavedPage(JsonId(file), file, PageAddress.Read(arguments.GetValue(url))));
            return RunAsync(
                screen,
                pages,
                form,
                arguments.GetValue(output),
                arguments.GetValue(manifest),
                arguments.GetValue(threads),
                arguments.GetValue(explain),
                arguments.GetValue(html),
                held,
                stop);
        });
    }

    private static IEnumerable<SavedPage> InManifest(string manifest, Stream opened, CancellationToken stop)
    {
        var folder = manifest == "-" ? "." : Path.GetDirectoryName(Path.GetFullPath(manifest)) ?? "/";
        using (opened)
        {
            foreach (var line in LineReader.Read(opened))
            {
                stop.ThrowIfCancellationRequested();
                yield return Manifest.Page(line, folder);
            }
        }
    }

    private static List<SavedPage> InDirectory(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new UsageException($"{directory}: there is no such folder");
        }

        string[] files = [.. Directory.EnumerateFiles(directory, "*", new EnumerationOptions { RecurseSubdirectories = true }).Where(PageFileName.IsPage)];
        Array.Sort(files, StringComparer.Ordinal);
        return files.Length > 0
            ? [.. files.Select(file => new SavedPage(JsonId(Path.GetRelativePath(directory, file)), file, PageAddress.Unknown))]
            : throw new UsageException($"{directory}: holds no {string.Join(", ", PageFileName.Endings)} files");
    }

    private static string JsonId(string name) => $"\"{JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static async Task<int> RunAsync(
        Screen screen, IEnumerable<SavedPage> pages, Form form, string? output, string? manifest, int threads, bool explain, string? html, SiteRuleSet? rules, CancellationToken stop)
    {
        var time = TimeProvider.System;
        var tally = new Tally();
        using var target = form == Form.Json ? OutputFile.Open(output, manifest) : null;
        using var report = html is null ? null : HtmlReport.Open(html, manifest);
        using var rows = form == Form.Rows ? ExtractedScreen.Rows(screen) : null;
        var start = time.GetTimestamp();
        await ProgressBar.RunAsync(screen, "pages", total: output is null or "-" ? 1 : null, tick => Task.Run(
            () =>
            {
                OrderedWork.Run(
                    pages,
                    threads,
                    (page, cancel) => ExtractedPage.Of(page, html is not null, rules, time, cancel),
                    page =>
                    {
                        tally.Count(page);
                        Show(screen, page, form, explain, target, rows);
                        report?.Add(page);
                        tick();
                    },
                    stop);
                return true;
            },
            CancellationToken.None));
        tally.Tell(time.GetElapsedTime(start));
        return tally.Failed == 0 ? ExitCode.Done : ExitCode.SomeFailed;
    }

    private static void Show(Screen screen, ExtractedPage page, Form form, bool explain, LineSink? target, Rows? rows)
    {
        if (target is not null)
        {
            target.Write(ExtractedJson.Line(page, explain).Span);
            return;
        }

        if (rows is not null)
        {
            rows.Add(page);
            return;
        }

        if (form == Form.Markdown && page.Result?.Article is { } article)
        {
            MarkdownPage.Write(screen, article.Title.Value, article.Standfirst?.Value, article.Markdown);
        }
        else
        {
            ExtractedScreen.Write(screen, page);
        }

        if (explain && page.Result?.Article is { } explained)
        {
            ExtractedScreen.Explain(screen, explained);
        }
        else if (explain && page.Result?.Rejection is { } rejection)
        {
            ExtractedScreen.Explain(screen, rejection);
        }
    }

    private sealed class Tally
    {
        private const int MaxNotes = 10;

        private int articles;
        private int rejected;

        public int Failed { get; private set; }

        public void Count(ExtractedPage page)
        {
            if (page.Error is null)
            {
                (articles, rejected) = page.Result?.Article is null ? (articles, rejected + 1) : (articles + 1, rejected);
            }
            else if (++Failed <= MaxNotes)
            {
                Screen.Note(page.Error);
            }
        }

        public void Tell(TimeSpan elapsed)
        {
            var all = articles + rejected + Failed;
            if (all > 1)
            {
                Screen.Note(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{all:N0} pages: {articles:N0} articles, {rejected:N0} rejected, {Failed:N0} unreadable; {all / Math.Max(elapsed.TotalSeconds, 0.001):N0} pages a second"));
            }
        }
    }
}
