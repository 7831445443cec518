using System.Text.Json;
using NewsPlatform.Conformance;
using NewsPlatform.TestKit;
using Xunit.Abstractions;

namespace NewsPlatform.Quality;

/// <summary>
/// The shares of the conformance suites that pass, area by area. Floors stand in floors.json; lowering one takes a
/// sentence in the commit.
/// </summary>
[Collection(QualitySuites.Name)]
public sealed class ConformanceFloorTests(ITestOutputHelper output)
{
    public static TheoryData<string> Areas => [.. ConformanceRun.Areas.Keys];

    [SharedTheory("conformance")]
    [MemberData(nameof(Areas))]
    public async Task Conformance_of_an_area_keeps_its_floor(string area)
    {
        await using var text = new StringWriter();
        var figures = await ConformanceRun.RunAsync(SharedData.Require("conformance"), [area], text, failuresFile: null);
        output.WriteLine(text.ToString());
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(RepositoryRoot.At("tests", "Quality", "floors.json")));
        var floor = file.RootElement.GetProperty("conformance").GetProperty(area).GetDouble();
        Assert.True(figures[area].Share >= floor, $"{area} passes {figures[area]}, which is below its floor {floor:0.000}");
    }
}
