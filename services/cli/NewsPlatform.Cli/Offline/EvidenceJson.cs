using System.Text.Json;
using NewsPlatform.Cli.Output;
using NewsPlatform.Extraction;

namespace NewsPlatform.Cli.Offline;

/// <summary>What <c>--explain</c> adds to an output line of <c>news extract</c>.</summary>
internal static class EvidenceJson
{
    /// <summary>Writes <c>evidence</c>: an object by field, and for a rejected page what told.</summary>
    public static void Write(Utf8JsonWriter json, ExtractionResult? result)
    {
        json.WriteStartObject("evidence");
        foreach (var field in result?.Article is { } article ? FieldEvidence.Of(article) : [])
        {
            json.WriteStartObject(field.Field);
            json.WriteString("value", field.Value);
            WriteEvidence(json, field.Evidence);
            json.WriteObjects("others", field.Others, other =>
            {
                json.WriteString("value", other.Value);
                WriteEvidence(json, other.Evidence);
            });
            json.WriteEndObject();
        }

        if (result?.Article is { Removed.Count: > 0 } shorter)
        {
            json.WriteObjects("removed", shorter.Removed, evidence => WriteEvidence(json, evidence));
        }

        if (result?.Rejection is { } rejection)
        {
            json.WriteStartObject("rejected");
            json.WriteString("value", EnumText.Of(rejection.Reason));
            json.WriteScore("confidence", rejection.Score);
            json.WriteObjects("because", rejection.Evidence, evidence => WriteEvidence(json, evidence));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteEvidence(Utf8JsonWriter json, Evidence evidence)
    {
        json.WriteString("method", EnumText.Of(evidence.Method));
        json.WriteText("place", evidence.Place);
        json.WriteText("raw", evidence.Raw);
        json.WriteScore("confidence", evidence.Confidence);
    }
}
