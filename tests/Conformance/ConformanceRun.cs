using NewsPlatform.Conformance.Areas;

namespace NewsPlatform.Conformance;

/// <summary>Runs areas one after another and prints their figures.</summary>
internal static class ConformanceRun
{
    /// <summary>The areas by name, in the order in which they run.</summary>
    public static IReadOnlyDictionary<string, Func<CaseFolder, Tally, Task>> Areas { get; } = new OrderedDictionary<string, Func<CaseFolder, Tally, Task>>(StringComparer.Ordinal)
    {
        ["feeds"] = FeedsArea.RunLenientAsync,
        ["feeds-strict"] = FeedsArea.RunStrictAsync,
        ["robots"] = RobotsArea.RunAsync,
        ["robots-real"] = RobotsArea.RunRealAsync,
        ["urls"] = UrlsArea.RunAsync,
        ["dates"] = DatesArea.RunAsync,
        ["charset"] = CharsetArea.RunAsync,
        ["sitemaps"] = SitemapsArea.RunAsync,
        ["warc"] = WarcArea.RunAsync,
        ["opml"] = OpmlArea.RunAsync,
        ["discovery"] = DiscoveryArea.RunAsync,
        ["ssrf"] = SsrfArea.RunAsync,
        ["xml-bombs"] = XmlBombsArea.RunAsync,
        ["html-hostile"] = HtmlHostileArea.RunAsync,
        ["html-tree"] = HtmlTreeArea.RunAsync,
        ["http"] = HttpArea.RunAsync,
        ["sanitize"] = SanitizeArea.RunAsync,
    };

    /// <param name="folder">The folder of the cases.</param>
    /// <param name="areas">Names of <see cref="Areas"/>.</param>
    /// <param name="output">Where the figures go.</param>
    /// <param name="failuresFile">Where each failed case goes with its reason, or null.</param>
    /// <returns>The figures by area.</returns>
    public static async Task<IReadOnlyDictionary<string, Figure>> RunAsync(string folder, IReadOnlyList<string> areas, TextWriter output, string? failuresFile)
    {
        var figures = new Dictionary<string, Figure>(StringComparer.Ordinal);
        await using var failures = failuresFile is null ? null : new StreamWriter(failuresFile);
        var known = KnownFailures.Read();
        foreach (var area in areas)
        {
            var tally = new Tally();
            await Areas[area](new CaseFolder(folder), tally);
            foreach (var (suite, figure) in tally.Suites)
            {
                await output.WriteLineAsync($"{area}/{suite}: {figure}");
            }

            figures[area] = tally.Sum;
            await output.WriteLineAsync($"{area}: {tally.Sum}");
            foreach (var note in tally.Notes)
            {
                await output.WriteLineAsync($"# {area}, {note}");
            }

            foreach (var (suite, id, reason) in tally.Failures)
            {
                if (known.GetValueOrDefault(id.Split(' ')[0]) is { } why)
                {
                    await output.WriteLineAsync($"# {area}, {why}");
                }

                if (failures is not null)
                {
                    await failures.WriteLineAsync($"{area}/{suite}\t{id}\t{reason.ReplaceLineEndings(" ")}");
                }
            }
        }

        return figures;
    }
}
