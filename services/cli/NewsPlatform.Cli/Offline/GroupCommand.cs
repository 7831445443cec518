using System.CommandLine;
using System.Globalization;
using NewsPlatform.Cli.Commands;
using NewsPlatform.Cli.Output;
using NewsPlatform.TextAnalysis.Similarity;

namespace NewsPlatform.Cli.Offline;

/// <summary><c>news group</c>: which texts tell the same story and which repeat another, without a server.</summary>
internal static class GroupCommand
{
    public static Command Create(CommonOptions common)
    {
        var input = OfflineOptions.Input();
        var output = OfflineOptions.Output();
        return common.Offline(
            new Command("group", "Groups texts by story and finds duplicates, without a server.") { input, output },
            (arguments, _, stop) => RunAsync(arguments.GetRequiredValue(input), arguments.GetValue(output), stop));
    }

    private static async Task<int> RunAsync(string input, string? output, CancellationToken stop)
    {
        // How telling a word is shows in the whole batch only: all texts are held.
        List<DocumentLine> lines = [];
        await using (var source = LineReader.Open(input))
        {
            foreach (var line in LineReader.Read(source))
            {
                stop.ThrowIfCancellationRequested();
                lines.Add(DocumentLine.Parse(line));
            }
        }

        // The place in the list stands in for the id, which may be missing, a number or given twice.
        var documents = lines.Index().Where(entry => entry.Item.Document is not null).Select(entry => Document(entry.Index, entry.Item)).ToList();
        var assignments = StoryGrouper.Group(documents, stop).ToDictionary(assignment => assignment.Id, StringComparer.Ordinal);
        using var target = OutputFile.Open(output, input);
        var exit = ExitCode.Done;
        for (var index = 0; index < lines.Count; index++)
        {
            if (assignments.TryGetValue(Key(index), out var assignment))
            {
                target.Write(Line(lines, index, assignment).Span);
            }
            else
            {
                Screen.Note(lines[index].Error!);
                target.Write(LineResult.Failure(lines[index].Id, lines[index].Error!).Line.Span);
                exit = ExitCode.SomeFailed;
            }
        }

        return exit;
    }

    private static StoryDocument Document(int index, DocumentLine line) =>
        new(Key(index), line.Document!.Text) { Title = line.Document.Title, Published = line.Document.Published };

    private static ReadOnlyMemory<byte> Line(List<DocumentLine> lines, int index, StoryAssignment assignment) => JsonLine.Of(json =>
    {
        json.WritePropertyName("id");
        json.WriteRawValue(lines[index].Id);
        json.WritePropertyName("story");
        json.WriteRawValue(IdAt(lines, assignment.Story));
        json.WritePropertyName("duplicateOf");
        json.WriteRawValue(assignment.DuplicateOf is null ? "null" : IdAt(lines, assignment.DuplicateOf));
        json.WriteString("relation", assignment.Relation is { } relation ? EnumText.Of(relation) : null);
    });

    private static string Key(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static string IdAt(List<DocumentLine> lines, string key) => lines[int.Parse(key, CultureInfo.InvariantCulture)].Id;
}
