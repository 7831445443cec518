using System.Text.Json;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Commands.Backfills;

/// <summary>Backfills as people and programs see them.</summary>
internal static class BackfillScreen
{
    public static Rows Rows(Screen screen) => new(screen, new("backfill", 34), new("state", 9), new("read", 9), new("queued", 7), new("done", 9), new("refused", 7), new("what"), new("because"));

    /// <summary>Shows one in the form that was asked for.</summary>
    public static void Show(CommandRun run, Rows rows, Backfill backfill)
    {
        if (run.Screen.Json)
        {
            run.Screen.WriteJson(json => Write(json, backfill));
            return;
        }

        rows.Add(
            backfill.Name,
            EnumText.OfWire(backfill.State),
            Printable.Number(backfill.Total) + (backfill.TotalKnown ? "" : "+"),
            Printable.Number(backfill.Queued),
            Printable.Number(Done(backfill)),
            Printable.Number(backfill.Refused),
            backfill.DisplayName.Length > 0 ? backfill.DisplayName : string.Join(", ", backfill.Inputs.Select(input => input.Label)),
            backfill.Reason);
    }

    /// <summary>What became of its pages, and what was refused.</summary>
    public static void ShowProblems(Screen screen, Backfill backfill)
    {
        foreach (var count in backfill.Outcomes)
        {
            screen.WriteLine($"  {EnumText.OfWire(count.Outcome)}: {Printable.Number(count.Pages)}");
        }

        if (backfill.Skipped > 0)
        {
            screen.WriteLine($"  skipped: {Printable.Number(backfill.Skipped)}");
        }

        foreach (var problem in backfill.Problems)
        {
            screen.WriteLine($"  refused: {Printable.Line(problem)}");
        }
    }

    /// <summary>Whether it will not change any more.</summary>
    public static bool HasEnded(Backfill backfill) =>
        backfill.State is Backfill.Types.State.Succeeded or Backfill.Types.State.Failed or Backfill.Types.State.Cancelled;

    private static long Done(Backfill backfill) => backfill.Outcomes.Sum(count => count.Pages);

    private static void Write(Utf8JsonWriter json, Backfill backfill)
    {
        json.WriteString("name", backfill.Name);
        json.WriteString("kind", EnumText.OfWire(backfill.Kind));
        json.WriteText("displayName", backfill.DisplayName);
        json.WriteString("state", EnumText.OfWire(backfill.State));
        json.WriteText("reason", backfill.Reason);
        json.WriteString("created", TimeText.Of(backfill.CreateTime));
        json.WriteString("updated", TimeText.Of(backfill.UpdateTime));
        json.WriteString("ended", TimeText.Of(backfill.EndTime));
        json.WriteNumber("total", backfill.Total);
        json.WriteBoolean("totalKnown", backfill.TotalKnown);
        json.WriteNumber("queued", backfill.Queued);
        json.WriteStartObject("outcomes");
        foreach (var count in backfill.Outcomes)
        {
            json.WriteNumber(EnumText.Of(count.Outcome), count.Pages);
        }

        json.WriteEndObject();
        json.WriteNumber("refused", backfill.Refused);
        json.WriteNumber("skipped", backfill.Skipped);
        json.WriteTexts("problems", backfill.Problems);
        json.WriteObjects("inputs", backfill.Inputs, input =>
        {
            json.WriteString("label", input.Label);
            json.WriteNumber("uploadedBytes", input.UploadedBytes);
            json.WriteBoolean("complete", input.Complete);
            json.WriteNumber("records", input.Records);
        });
    }
}
