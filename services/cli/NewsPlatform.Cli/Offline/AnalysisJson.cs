using System.Text.Json;
using NewsPlatform.Cli.Output;
using NewsPlatform.TextAnalysis;
using NewsPlatform.TextAnalysis.Entities;
using NewsPlatform.TextAnalysis.Quotes;

namespace NewsPlatform.Cli.Offline;

/// <summary>Annotations as an output line of <c>news annotate</c>. Spans are Unicode code points, <c>end</c> exclusive.</summary>
internal static class AnalysisJson
{
    public static void Write(Utf8JsonWriter json, Annotations annotations)
    {
        json.WriteStartObject("language");
        json.WriteString("code", annotations.Language.Code);
        json.WriteScore("score", annotations.Language.Score);
        json.WriteEndObject();
        json.WriteObjects("entities", annotations.Entities, entity => WriteEntity(json, entity));
        json.WriteObjects("quotes", annotations.Quotes, quote => WriteQuote(json, quote));
        json.WriteObjects("dates", annotations.Dates, date =>
        {
            WriteSpan(json, date.Start, date.End, date.Text);
            json.WriteString("type", EnumText.Of(date.Type));
            json.WriteString("value", date.Value);
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
        json.WriteObjects("summary", annotations.Summary, sentence => WriteSpan(json, sentence.Start, sentence.End, sentence.Text));
        if (annotations.Tone is { } tone)
        {
            json.WriteStartObject("tone");
            json.WriteString("label", EnumText.Of(tone.Label));
            json.WriteScore("score", tone.Score);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("tone");
        }

        json.WriteObjects("targets", annotations.Targets, target =>
        {
            json.WriteNumber("start", target.Start);
            json.WriteNumber("end", target.End);
            json.WriteString("label", EnumText.Of(target.Label));
            json.WriteScore("score", target.Score);
        });
        json.WriteStartObject("annotators");
        WriteRun(json, annotations.Entities.Annotator);
        WriteRun(json, annotations.Quotes.Annotator);
        WriteRun(json, annotations.Dates.Annotator);
        WriteRun(json, annotations.Topics.Annotator);
        WriteRun(json, annotations.Keyphrases.Annotator);
        WriteRun(json, annotations.Summary.Annotator);
        WriteRun(json, annotations.Targets.Annotator);
        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, AnnotatorRun run) => json.WriteString(run.Id, run.Version);

    private static void WriteEntity(Utf8JsonWriter json, Entity entity)
    {
        json.WriteString("type", EnumText.Of(entity.Type));
        json.WriteString("name", entity.Name);
        json.WriteStartObject("ids");
        foreach (var (scheme, id) in entity.Ids)
        {
            json.WriteString(scheme, id);
        }

        json.WriteEndObject();
        if (entity is { Latitude: { } latitude, Longitude: { } longitude })
        {
            json.WriteScore("lat", latitude);
            json.WriteScore("lon", longitude);
        }

        json.WriteScore("score", entity.Score);
        json.WriteScore("salience", entity.Salience);
        json.WriteObjects("mentions", entity.Mentions, mention =>
        {
            WriteSpan(json, mention.Start, mention.End, mention.Text);
            json.WriteBoolean("nominal", mention.Nominal);
        });
    }

    private static void WriteQuote(Utf8JsonWriter json, Quote quote)
    {
        WriteSpan(json, quote.Start, quote.End, quote.Text);
        json.WriteString("kind", EnumText.Of(quote.Kind));
        json.WriteText("speaker", quote.Speaker);
        if (quote is { SpeakerStart: { } start, SpeakerEnd: { } end })
        {
            json.WriteNumber("speakerStart", start);
            json.WriteNumber("speakerEnd", end);
        }

        json.WriteText("cue", quote.Cue);
        json.WriteScore("score", quote.Score);
    }

    private static void WriteSpan(Utf8JsonWriter json, int start, int end, string text)
    {
        json.WriteNumber("start", start);
        json.WriteNumber("end", end);
        json.WriteString("text", text);
    }
}
