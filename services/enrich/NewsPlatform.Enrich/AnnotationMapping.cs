using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Quotes;
using NewsPlatform.TextAnalysis.Tone;
using Analysis = NewsPlatform.TextAnalysis;
using LanguageGuess = NewsPlatform.Contracts.Type.V1.LanguageGuess;

namespace NewsPlatform.Enrich;

/// <summary>From the library's annotations to the record's.</summary>
internal static class AnnotationMapping
{
    public static Annotations ToProto(Analysis.Annotations found, string text)
    {
        var spans = new TextSpans(text);
        var annotations = new Annotations
        {
            Language = new LanguageGuess { Code = found.Language.Code, Score = found.Language.Score },
            Entities = { found.Entities.Select(ToProto) },
            Quotes = { found.Quotes.Select(q => ToProto(q, spans)) },
            Dates =
            {
                found.Dates.Select(d => new DateMention
                {
                    Span = new Span { Start = d.Start, End = d.End, Text = d.Text },
                    Type = d.Type.ToString().ToLowerInvariant(),
                    Value = d.Value,
                }),
            },
            Topics = { found.Topics.Select(t => new Topic { Id = t.Id, Name = t.Name, Score = t.Score }) },
            Keyphrases = { found.Keyphrases.Select(k => new Keyphrase { Text = k.Text, Score = k.Score }) },
            Summary = { found.Summary.Select(s => new Span { Start = s.Start, End = s.End, Text = s.Text }) },
            Annotators =
            {
                ToProto("entities", found.Entities.Annotator),
                ToProto("quotes", found.Quotes.Annotator),
                ToProto("dates", found.Dates.Annotator),
                ToProto("topics", found.Topics.Annotator),
                ToProto("keyphrases", found.Keyphrases.Annotator),
                ToProto("summary", found.Summary.Annotator),
            },
        };
        if (found.Tone is { } tone)
        {
            annotations.Tone = new Tone { Label = LabelOf(tone.Label), Score = Math.Abs(tone.Score) };
            annotations.Annotators.Add(ToProto("tone", tone.Annotator));
        }

        return annotations;
    }

    private static Annotator ToProto(string kind, Analysis.AnnotatorRun run) => new() { Kind = kind, Id = run.Id, Version = run.Version };

    private static Entity ToProto(Analysis.Entities.Entity found)
    {
        var entity = new Entity
        {
            Type = found.Type switch
            {
                Analysis.Entities.EntityType.Person => EntityType.Person,
                Analysis.Entities.EntityType.Organisation => EntityType.Organisation,
                Analysis.Entities.EntityType.Place => EntityType.Place,
                Analysis.Entities.EntityType.Event => EntityType.Event,
                _ => EntityType.Other,
            },
            Name = found.Name,
            Score = found.Score,
            Salience = found.Salience,
            Mentions = { found.Mentions.Select(m => new Mention { Start = m.Start, End = m.End, Text = m.Text, Nominal = m.Nominal }) },
        };
        entity.Ids.Add(found.Ids.ToDictionary(id => id.Key, id => id.Value));
        if (found is { Latitude: { } latitude, Longitude: { } longitude })
        {
            entity.Coordinates = new Coordinates { Latitude = latitude, Longitude = longitude };
        }

        return entity;
    }

    private static Quotation ToProto(Analysis.Quotes.Quote found, TextSpans spans) => new()
    {
        Span = new Span { Start = found.Start, End = found.End, Text = found.Text },
        Kind = found.Kind switch
        {
            QuoteKind.Direct => QuotationKind.Direct,
            QuoteKind.Indirect => QuotationKind.Indirect,
            _ => QuotationKind.Partial,
        },
        Speaker = found.Speaker ?? "",
        SpeakerSpan = found is { SpeakerStart: { } start, SpeakerEnd: { } end } ? new Span { Start = start, End = end, Text = spans.Slice(start, end) } : null,
        Cue = found.Cue ?? "",
        Score = found.Score,
    };

    private static string LabelOf(Polarity polarity) => polarity.ToString().ToLowerInvariant();
}
