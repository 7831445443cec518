using System.Text.Json;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Cli.Output;

/// <summary>What was read out of a stored article's text, as JSON, in the words of <c>news annotate</c>.</summary>
internal static class AnnotationJson
{
    /// <summary>Writes the property <c>annotations</c>; null where there are none yet.</summary>
    public static void Write(Utf8JsonWriter json, Annotations? annotations)
    {
        if (annotations is null)
        {
            json.WriteNull("annotations");
            return;
        }

        json.WriteStartObject("annotations");
        if (annotations.Language is { } language)
        {
            json.WriteStartObject("language");
            json.WriteString("code", language.Code);
            json.WriteScore("score", language.Score);
            json.WriteEndObject();
        }

        json.WriteObjects("entities", annotations.Entities, entity => WriteEntity(json, entity));
        json.WriteObjects("quotes", annotations.Quotes, quote => WriteQuote(json, quote));
        json.WriteObjects("dates", annotations.Dates, date =>
        {
            WriteSpan(json, date.Span);
            json.WriteText("type", date.Type);
            json.WriteText("value", date.Value);
        });
        json.WriteObjects("topics", annotations.Topics, topic =>
        {
            json.WriteString("id", topic.Id);
            json.WriteString("name", topic.Name);
            json.WriteScore("score", topic.Score);
        });
        json.WriteObjects("keyphrases", annotations.Keyphrases, phrase =>
        {
            json.WriteString("text", phrase.Text);
            json.WriteScore("score", phrase.Score);
        });
        json.WriteObjects("summary", annotations.Summary, span => WriteSpan(json, span));
        if (annotations.Tone is { Label.Length: > 0 } tone)
        {
            json.WriteStartObject("tone");
            json.WriteString("label", tone.Label);
            json.WriteScore("score", tone.Score);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("tone");
        }

        json.WriteObjects("annotators", annotations.Annotators, annotator =>
        {
            json.WriteString("kind", annotator.Kind);
            json.WriteString("id", annotator.Id);
            json.WriteString("version", annotator.Version);
        });
        json.WriteEndObject();
    }

    private static void WriteEntity(Utf8JsonWriter json, Entity entity)
    {
        json.WriteString("type", EnumText.OfWire(entity.Type));
        json.WriteString("name", entity.Name);
        json.WriteStartObject("ids");
        foreach (var (scheme, id) in entity.Ids)
        {
            json.WriteString(scheme, id);
        }

        json.WriteEndObject();
        if (entity.Coordinates is { } coordinates)
        {
            json.WriteScore("lat", coordinates.Latitude);
            json.WriteScore("lon", coordinates.Longitude);
        }

        json.WriteScore("score", entity.Score);
        json.WriteScore("salience", entity.Salience);
        json.WriteObjects("mentions", entity.Mentions, mention =>
        {
            json.WriteNumber("start", mention.Start);
            json.WriteNumber("end", mention.End);
            json.WriteString("text", mention.Text);
            json.WriteBoolean("nominal", mention.Nominal);
        });
    }

    private static void WriteQuote(Utf8JsonWriter json, Quotation quote)
    {
        WriteSpan(json, quote.Span);
        json.WriteString("kind", EnumText.OfWire(quote.Kind));
        json.WriteText("speaker", quote.Speaker);
        if (quote.SpeakerSpan is { } speaker)
        {
            json.WriteNumber("speakerStart", speaker.Start);
            json.WriteNumber("speakerEnd", speaker.End);
        }

        json.WriteText("cue", quote.Cue);
        json.WriteScore("score", quote.Score);
    }

    private static void WriteSpan(Utf8JsonWriter json, Span? span)
    {
        json.WriteNumber("start", span?.Start ?? 0);
        json.WriteNumber("end", span?.End ?? 0);
        json.WriteString("text", span?.Text ?? "");
    }
}
