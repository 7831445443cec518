using System.Globalization;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Text;
using Spectre.Console;
using Kind = NewsPlatform.Contracts.Clean.V1.PageDifference.Types.Kind;
using Rows = NewsPlatform.Cli.Output.Rows;
using State = NewsPlatform.Contracts.Clean.V1.Reprocessing.Types.State;

namespace NewsPlatform.Cli.Commands.Reprocessings;

/// <summary>Reprocessings as people and programs see them.</summary>
internal static class ReprocessingScreen
{
    private const int ShownSites = 15;
    private const int ShownPages = 15;

    public static Rows Rows(Screen screen) => new(
        screen, new("run", 38), new("state", 9), new("kind", 8), new("captures", 9), new("changed", 8), new("rejected", 8), new("accepted", 8), new("of"), new("because"));

    /// <summary>Shows one in a list.</summary>
    public static void ShowRow(Screen screen, Rows rows, Reprocessing run)
    {
        if (screen.Json)
        {
            screen.WriteJson(json => ReprocessingJson.Write(json, run));
            return;
        }

        rows.Add(
            run.Name,
            EnumText.OfWire(run.State),
            run.DryRun ? "dry run" : "for real",
            Printable.Number(run.Counts.Captures),
            Printable.Number(run.Counts.Changed),
            Printable.Number(run.Counts.NowRejected),
            Printable.Number(run.Counts.NowAccepted),
            Selected(run.Selection),
            run.Reason);
    }

    /// <summary>Tells on a terminal how far a run is while it is waited for.</summary>
    public static Task<Reprocessing> WatchAsync(Screen screen, Reprocessing run, Func<Action<Reprocessing>, Task<Reprocessing>> wait) => screen.Interactive
        ? screen.Terminal.Status().StartAsync(Markup.Escape(Progress(run)), status => wait(now => status.Status = Markup.Escape(Progress(now))))
        : wait(_ => { });

    /// <summary>Shows one with what it found.</summary>
    public static void ShowReport(Screen screen, Reprocessing run)
    {
        if (screen.Json)
        {
            screen.WriteJson(json => ReprocessingJson.Write(json, run));
            return;
        }

        var counts = run.Counts;
        screen.WriteLine($"{run.Name}: {EnumText.OfWire(run.State)}, {(run.DryRun ? "dry run" : "for real")}, {Selected(run.Selection)}, by the extractor {Printable.Line(run.ExtractorVersion)}");
        if (run.Reason.Length > 0)
        {
            screen.WriteLine($"  {Printable.Line(run.Reason)}");
        }

        Line("captures", counts.Captures, $"{Printable.Number(counts.NotSelected)} not of the selection, {Printable.Number(counts.PassedOver)} that no article shows");
        Line("unchanged", counts.Unchanged);
        Line("changed", counts.Changed, counts.Changed == 0 ? "" : string.Join(
            ", ",
            new (string What, long Count)[]
            {
                ("body", counts.BodyChanged), ("title", counts.TitleChanged), ("date", counts.DateChanged), ("authors", counts.AuthorsChanged), ("kind", counts.KindChanged),
                ("other", counts.OtherChanged), ("address", counts.AddressChanged),
            }.Where(part => part.Count > 0).Select(part => $"{part.What} {Printable.Number(part.Count)}")));
        if (counts.BodyChanged > 0)
        {
            screen.WriteLine($"  {"words",-15} +{Printable.Number(counts.WordsAdded)} -{Printable.Number(counts.WordsRemoved)} of {Printable.Number(counts.WordsBefore)} in changed bodies");
        }

        Line("now rejected", counts.NowRejected, counts.NowRejected == 0 ? "" : "the articles stay");
        Line("now accepted", counts.NowAccepted);
        Line("still rejected", counts.StillRejected);
        Line("failed", counts.Failed);
        if (!run.DryRun)
        {
            Line("revised", counts.Revised);
            Line("stored anew", counts.Stored);
            Line("unsettled", counts.Unsettled);
        }

        ShowSites(screen, run);
        ShowPages(screen, run);
        if (run is { DryRun: true, State: State.Succeeded } && counts.Changed + counts.NowAccepted > 0)
        {
            screen.WriteLine($"\nfor real: news reprocess start {run.Name}");
        }

        void Line(string what, long count, string more = "") =>
            screen.WriteLine($"  {what,-15} {Printable.Number(count)}{(more.Length > 0 ? $"  ({more})" : "")}");
    }

    private static void ShowSites(Screen screen, Reprocessing run)
    {
        if (run.Sites.Count > 0)
        {
            screen.WriteLine("\nsites, most differences first");
        }

        foreach (var site in run.Sites.Take(ShownSites))
        {
            screen.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {Printable.Line(site.Site),-30} changed {site.Changed} of {site.Compared}, distance {site.MeanDistance:0.00}, now rejected {site.NowRejected}, now accepted {site.NowAccepted}"));
        }
    }

    private static void ShowPages(Screen screen, Reprocessing run)
    {
        if (run.Pages.Count > 0)
        {
            screen.WriteLine("\npages, worst first");
        }

        foreach (var page in run.Pages.Take(ShownPages))
        {
            var what = page.Kind == Kind.Changed ? page.Distance.ToString("0.00", CultureInfo.InvariantCulture) : EnumText.Of(page.Kind).Replace('_', ' ');
            screen.WriteLine($"  {what}  {Printable.Line(page.Url)}  {Printable.Line(page.Capture)}");
            foreach (var field in page.Fields)
            {
                screen.WriteLine($"      {Printable.Line(field.Field)} before: {Printable.Line(field.Before)}");
                screen.WriteLine($"      {Printable.Line(field.Field)} after:  {Printable.Line(field.After)}");
            }
        }
    }

    private static string Progress(Reprocessing run) =>
        $"{run.Name}: {Printable.Number(run.Counts.Captures)} captures, {Printable.Number(run.Counts.Changed)} changed"
        + (run.PositionTime is null ? "" : $", at {TimeText.Short(run.PositionTime)}")
        + (run.Reason.Length > 0 ? $"; {Printable.Line(run.Reason)}" : "");

    private static string Selected(CaptureSelection? selection)
    {
        List<string> parts = [];
        if (selection is not null)
        {
            parts.AddRange(new[] { selection.Source, selection.Site }.Where(part => part.Length > 0).Select(Printable.Line));
            if (selection.ExtractorVersion.Length > 0)
            {
                parts.Add($"read by {Printable.Line(selection.ExtractorVersion)}");
            }

            if (selection.Since is not null)
            {
                parts.Add($"from {TimeText.Short(selection.Since)}");
            }

            if (selection.Until is not null)
            {
                parts.Add($"until {TimeText.Short(selection.Until)}");
            }
        }

        return parts.Count == 0 ? "all" : string.Join(' ', parts);
    }
}
