using System.Text.Json;
using NewsPlatform.Contracts.Clean.V1;

namespace NewsPlatform.Cli.Output;

/// <summary>A reprocessing as JSON.</summary>
internal static class ReprocessingJson
{
    public static void Write(Utf8JsonWriter json, Reprocessing run)
    {
        json.WriteString("name", run.Name);
        json.WriteString("state", EnumText.OfWire(run.State));
        json.WriteText("reason", run.Reason);
        json.WriteBoolean("dryRun", run.DryRun);
        json.WriteText("confirms", run.Confirms);
        json.WriteText("extractorVersion", run.ExtractorVersion);
        json.WriteStartObject("selection");
        json.WriteText("source", run.Selection?.Source);
        json.WriteString("since", TimeText.Of(run.Selection?.Since));
        json.WriteString("until", TimeText.Of(run.Selection?.Until));
        json.WriteText("site", run.Selection?.Site);
        json.WriteText("extractorVersion", run.Selection?.ExtractorVersion);
        json.WriteEndObject();
        json.WriteString("created", TimeText.Of(run.CreateTime));
        json.WriteString("updated", TimeText.Of(run.UpdateTime));
        json.WriteString("ended", TimeText.Of(run.EndTime));
        json.WriteString("position", TimeText.Of(run.PositionTime));
        json.WriteStartObject("counts");
        // All of them are numbers, and what is counted will grow.
        foreach (var field in ReprocessingCounts.Descriptor.Fields.InFieldNumberOrder())
        {
            json.WriteNumber(field.JsonName, run.Counts is null ? 0 : (long)field.Accessor.GetValue(run.Counts));
        }

        json.WriteEndObject();
        json.WriteObjects("sites", run.Sites, site =>
        {
            json.WriteString("site", site.Site);
            json.WriteNumber("compared", site.Compared);
            json.WriteNumber("changed", site.Changed);
            json.WriteNumber("nowRejected", site.NowRejected);
            json.WriteNumber("nowAccepted", site.NowAccepted);
            json.WriteNumber("bodyChanged", site.BodyChanged);
            json.WriteNumber("meanDistance", site.MeanDistance);
        });
        json.WriteObjects("pages", run.Pages, page =>
        {
            json.WriteString("kind", EnumText.OfWire(page.Kind));
            json.WriteText("url", page.Url);
            json.WriteText("capture", page.Capture);
            json.WriteText("article", page.Article);
            json.WriteNumber("distance", page.Distance);
            json.WriteObjects("fields", page.Fields, field =>
            {
                json.WriteText("field", field.Field);
                json.WriteText("before", field.Before);
                json.WriteText("after", field.After);
            });
        });
    }
}
