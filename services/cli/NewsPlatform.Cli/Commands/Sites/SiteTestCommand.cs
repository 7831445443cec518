using System.CommandLine;
using System.Globalization;
using NewsPlatform.Cli.Offline;
using NewsPlatform.Cli.Output;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Sites;
using NewsPlatform.Extraction.Sites.Rules;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Commands.Sites;

/// <summary><c>news site test</c>: whether rules still fit the pages that they were made for. Needs no server.</summary>
internal static class SiteTestCommand
{
    private static readonly TimeSpan BetweenFetches = TimeSpan.FromSeconds(1);

    public static Command Create(CommonOptions common)
    {
        var path = new Argument<string>("FILE|FOLDER") { Description = "Rules, or a folder of them." };
        var fetch = new Option<bool>("--fetch") { Description = "Ask the web for test pages without a saved copy." };
        return common.Offline(new Command("test", "Extracts the test pages of rules and tells what does not come out as it should.") { path, fetch }, (arguments, screen, stop) =>
            RunAsync(screen, RuleFiles.Find(arguments.GetRequiredValue(path)), arguments.GetValue(fetch), stop));
    }

    private static async Task<int> RunAsync(Screen screen, IReadOnlyList<string> files, bool fetch, CancellationToken stop)
    {
        int passed = 0, failed = 0, skipped = 0;
        using var web = fetch ? new PageFetcher(new FetchLimits { MaxBodyBytes = (int)ExtractionOptions.Default.MaxBytes }, new AddressGuard([]), TimeProvider.System) : null;
        using var rows = new Rows(screen, new("is", 8), new("page"), new("because"));
        foreach (var file in files)
        {
            var (rules, faults) = RuleFiles.Read(file);
            if (rules is null)
            {
                failed++;
                Tell(screen, rows, file, null, "wrong", faults);
                continue;
            }

            foreach (var test in rules.Tests)
            {
                var (page, problem) = await PageAsync(file, test, web, stop);
                var differences = page is null ? [problem!] : test.Differences(ArticleExtractor.Extract(page with { Site = new SiteKnowledge { Rules = rules } }, ExtractionOptions.Default, stop));
                var skip = page is null && test.File is null && web is null;
                (passed, failed, skipped) = skip ? (passed, failed, skipped + 1) : differences.Count == 0 ? (passed + 1, failed, skipped) : (passed, failed + 1, skipped);
                Tell(screen, rows, file, test, skip ? "skipped" : differences.Count == 0 ? "passed" : "failed", differences);
            }
        }

        rows.Flush();
        Screen.Note(string.Create(CultureInfo.InvariantCulture, $"{files.Count} files: {passed} tests passed, {failed} failed, {skipped} skipped"));
        return failed == 0 ? ExitCode.Done : ExitCode.SomeFailed;
    }

    private static void Tell(Screen screen, Rows rows, string file, SiteRuleTest? test, string result, IReadOnlyList<string> differences)
    {
        if (screen.Json)
        {
            screen.WriteJson(json =>
            {
                json.WriteString("file", file);
                json.WriteString("url", test?.Url.AbsoluteUri);
                json.WriteString("result", result);
                json.WriteTexts("differences", differences);
            });
        }
        else
        {
            rows.Add(result, test?.Url.AbsoluteUri ?? file, string.Join("; ", differences));
        }
    }

    // Rules come from others as well. Either system's way of writing names is looked for on both.
    private static bool StaysBeside(string name) => name is not (['/' or '\\', ..] or [_, ':', ..]) && !name.Split('/', '\\').Contains("..");

    private static async Task<(Page? Page, string? Problem)> PageAsync(string rulesFile, SiteRuleTest test, PageFetcher? web, CancellationToken stop)
    {
        if (test.File is { } name)
        {
            if (!StaysBeside(name))
            {
                return (null, $"{name}: \"file\" leads away from the rules' folder; write a name relative to it, without \"..\"");
            }

            var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(rulesFile)) ?? "/", name);
            var (bytes, error) = PageFile.Read(path, (int)ExtractionOptions.Default.MaxBytes);
            return error is null ? (new Page(bytes, test.Url) { ContentType = PageFileName.ContentType(path) }, null) : (null, $"{name}: {error}");
        }

        if (web is null)
        {
            return (null, "has no saved copy; --fetch asks the web");
        }

        await Task.Delay(BetweenFetches, TimeProvider.System, stop);
        var answer = await web.FetchAsync(new FetchRequest(test.Url), stop);
        return answer.Outcome == FetchOutcome.Ok
            ? (new Page(answer.Body, answer.FinalUrl) { ContentType = answer.ContentType, Status = answer.Status }, null)
            : (null, $"{answer.Outcome}: {answer.Reason}");
    }
}
