using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.ContractTests.Cli;

public sealed class AnnotateCommandTests
{
    private readonly string folder = ScratchFolder.Create("annotate");

    [Fact]
    public async Task Annotate_answers_each_line_in_order_and_explains_the_bad_ones()
    {
        var input = string.Join('\n', Enumerable.Range(1, 200).Select(number => number switch
        {
            50 => "not json",
            60 => """{"id": "d60"}""",
            70 => """{"id": "d70", "text": "\ud800"}""",
            80 => """{"id": 80, "text": "A number for an id."}""",
            90 => """{"id": "d90", "text": "x", "published": "yesterday"}""",
            _ => $$"""{"id": "d{{number}}", "text": "Ada Lovelace said on Monday that line {{number}} was fine."}""",
        }));

        var result = await News.RunWithInputAsync(input, "annotate", "--input", "-", "--threads", "4");

        var lines = News.Lines(result);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(200, lines.Count);
        Assert.Equal(
            Enumerable.Range(1, 200).Select(number => number == 50 ? "null" : number == 80 ? "80" : $"\"d{number}\""),
            lines.Select(line => line.GetProperty("id").GetRawText()));
        Assert.Equal([50, 60, 70, 90], lines.Index().Where(line => line.Item.TryGetProperty("error", out _)).Select(line => line.Index + 1));
    }

    [Fact]
    public async Task Annotate_spans_are_code_points_of_the_text()
    {
        const string Text = "🙂🙂 “We will open the bridge,” said Ada Lovelace in London on Monday.";
        var path = Path.Combine(folder, "in.jsonl");
        await File.WriteAllTextAsync(path, $$"""{"id": "a", "text": "{{Text}}", "published": "2026-11-25"}""");
        var output = Path.Combine(folder, "out.jsonl");

        var result = await News.RunAsync("annotate", "--input", path, "--output", output);

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        var line = News.Lines(result with { Output = await File.ReadAllTextAsync(output) }).Single();
        var runes = Text.EnumerateRunes().ToArray();
        var mentions = line.GetProperty("entities").EnumerateArray().SelectMany(entity => entity.GetProperty("mentions").EnumerateArray()).ToList();
        Assert.NotEmpty(mentions);
        Assert.All(
            mentions,
            mention => Assert.Equal(
                string.Concat(runes[mention.GetProperty("start").GetInt32()..mention.GetProperty("end").GetInt32()]),
                mention.GetProperty("text").GetString()));
        Assert.True(line.GetProperty("seconds").GetDouble() >= 0);
    }

    [Fact]
    public async Task Group_names_originals_by_their_ids()
    {
        const string Story = "The new bridge over the river was opened on Monday by the mayor after ten years of work and many delays that cost the city millions of euros.";
        var input = $$"""
            {"id": "first", "text": "{{Story}}"}
            {"id": 2, "text": "{{Story}}"}
            nonsense
            {"id": "other", "text": "Scientists have found a way to grow tomatoes in the desert with a tenth of the water that farmers use in other parts of the world today."}
            """;

        var result = await News.RunWithInputAsync(input, "group", "--input", "-");

        var lines = News.Lines(result);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["\"first\"", "2", "null", "\"other\""], lines.Select(line => line.GetProperty("id").GetRawText()));
        Assert.Equal(("first", "exact"), (lines[1].GetProperty("duplicateOf").GetString(), lines[1].GetProperty("relation").GetString()));
        Assert.Equal(lines[0].GetProperty("story").GetRawText(), lines[1].GetProperty("story").GetRawText());
        Assert.NotEqual(lines[0].GetProperty("story").GetRawText(), lines[3].GetProperty("story").GetRawText());
    }

    [Fact]
    public async Task Output_over_the_input_is_refused_and_leaves_it()
    {
        var path = Path.Combine(folder, "same.jsonl");
        await File.WriteAllTextAsync(path, """{"id": "a", "text": "x"}""");

        var result = await News.RunAsync("annotate", "--input", path, "--output", path);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("""{"id": "a", "text": "x"}""", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Reader_that_has_gone_ends_the_run_quietly()
    {
        var path = Path.Combine(folder, "many.jsonl");
        await File.WriteAllLinesAsync(path, Enumerable.Range(1, 3000).Select(number => $$"""{"id": {{number}}, "text": "Ada Lovelace came to London on Monday."}"""));

        var result = await Command.RunAsync("sh", ["-c", $"'{News.Program}' annotate --input '{path}' | head -1"], TimeSpan.FromSeconds(60));

        Assert.Equal("", result.Error);
        Assert.Single(News.Lines(result));
    }

    [Fact]
    public async Task Disk_that_is_full_is_a_failure()
    {
        var result = await Command.RunAsync(
            "sh", ["-c", $"echo '{{\"id\": 1, \"text\": \"x\"}}' | '{News.Program}' annotate --input - > /dev/full"], TimeSpan.FromSeconds(60));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("cannot be written", result.Error, StringComparison.Ordinal);
    }
}
