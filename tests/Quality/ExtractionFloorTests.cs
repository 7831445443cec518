using System.Text.Json;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Processes;
using Xunit.Abstractions;

namespace NewsPlatform.Quality;

/// <summary>
/// The quality of extraction on real pages, by the scorer of the shared data. Floors stand in floors.json; lowering one
/// takes a sentence in the commit.
/// </summary>
[Collection(QualitySuites.Name)]
public sealed class ExtractionFloorTests(ITestOutputHelper output)
{
    public static TheoryData<string> Sets => [.. Floors().Keys];

    [SharedTheory("extraction")]
    [MemberData(nameof(Sets))]
    public async Task Extraction_of_a_set_keeps_its_floors(string set)
    {
        var folder = ScratchFolder.Create("quality");
        try
        {
            var truth = SharedData.Require($"extraction/{set}/truth.jsonl");
            var manifest = Path.Combine(folder, "manifest.jsonl");
            var predictions = Path.Combine(folder, "predictions.jsonl");
            var scores = Path.Combine(folder, "scores.json");
            await File.WriteAllLinesAsync(manifest, File.ReadLines(truth).Select(line => ManifestLine(line, Path.GetDirectoryName(truth)!)));

            var news = BuildOutput.Assembly("services/cli/NewsPlatform.Cli", "news");
            (await Command.RunAsync("dotnet", [news, "extract", "--manifest", manifest, "--output", predictions], timeout: TimeSpan.FromMinutes(5)))
                .EnsureSuccess("news extract");
            var scored = (await Command.RunAsync(
                "python3",
                [SharedData.Require("tools/score_extraction.py"), "--boot", "2", "--truth", truth, "--pred", predictions, "--json", scores],
                timeout: TimeSpan.FromMinutes(5))).EnsureSuccess("score_extraction.py");
            output.WriteLine(scored.Output);

            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(scores));
            var values = json.RootElement.GetProperty("predictions");
            var low = Floors()[set].Where(floor => values.GetProperty(floor.Key).GetDouble() < floor.Value)
                .Select(floor => $"{floor.Key} is {values.GetProperty(floor.Key).GetDouble():0.000}, its floor {floor.Value:0.000}");
            Assert.Empty(low);
        }
        finally
        {
            ScratchFolder.Delete(folder);
        }
    }

    private static Dictionary<string, Dictionary<string, double>> Floors()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.At("tests", "Quality", "floors.json")));
        return file.RootElement.GetProperty("extraction").Deserialize<Dictionary<string, Dictionary<string, double>>>()!;
    }

    private static string ManifestLine(string truth, string folder)
    {
        using var line = JsonDocument.Parse(truth);
        var id = line.RootElement.GetProperty("id").GetString();
        return JsonSerializer.Serialize(new { id, url = line.RootElement.GetProperty("url").GetString(), path = Path.Combine(folder, "pages", id + ".html.gz") });
    }
}
