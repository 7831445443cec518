using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Dates;

/// <summary>Finds expressions of time and resolves them against the day of publication.</summary>
internal static class DateAnnotator
{
    public static readonly AnnotatorRun Run = new("dates.grammar", "1");

    public static List<DateExpression> Annotate(TextView view, DateTimeOffset? published, int maxDates)
    {
        var found = new List<DateExpression>();
        if (CalendarWords.Of(view.Language) is not { } words)
        {
            return found;
        }

        var reader = new DateReader(view, words, published is { } p ? DateOnly.FromDateTime(p.DateTime) : null);
        var calendar = new CalendarDateGrammar(reader);
        var times = new TimeGrammar(reader);
        var relative = new RelativeDateGrammar(reader);
        var taken = 0;
        for (var i = 0; i < view.Tokens.Count && found.Count < maxDates; i++)
        {
            if (view.Tokens[i].Kind == TokenKind.Mark || (view.IsWord(i) && !reader.MayBegin(i) && view.LowerWord(i) is not ("noon" or "midnight" or "midday")))
            {
                continue;
            }

            if ((calendar.At(i) ?? times.At(i) ?? relative.At(i)) is not { } date)
            {
                continue;
            }

            if (date.From < taken || view.SentenceOf(date.End - 1) != view.SentenceOf(date.From))
            {
                continue;
            }

            var span = new TextSpan(view.Tokens[date.From].Start, view.Tokens[date.End - 1].End);
            found.Add(new DateExpression(view.CodePoint(span.Start), view.CodePoint(span.End), view.Slice(span), date.Kind, date.Value));
            taken = date.End;
            i = Math.Max(i, date.End - 1);
        }

        return found;
    }
}
