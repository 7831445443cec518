using NewsPlatform.Extraction.Authors;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Dates;

namespace NewsPlatform.Extraction.PlainText;

/// <summary>A line or wrapped paragraph of plain text.</summary>
internal sealed class TextLine
{
    // A longer line is no label; looking for phrases in megabytes takes seconds.
    private const int MaxChromeLength = 2_000;

    private TextLine(string text)
    {
        Text = text;
        Words = TextMeasure.Words(text);
        EndsSentence = TextMeasure.EndsSentence(text);

        // A short line that breaks off ("Home > World > Long headli...") is a repeated headline or a teaser.
        var brokenOff = text.EndsWith("...", StringComparison.Ordinal) || text.EndsWith('…');
        IsProse = (Words >= 12 && EndsSentence && !brokenOff) || Words >= 25;
        var shortLine = text.Length <= MaxChromeLength;
        IsTailHeading = shortLine && (ChromePhrases.IsTailHeading(text) || FurniturePhrases.IsLabel(text));
        IsChrome = shortLine && (IsTailHeading || ChromePhrases.IsPlainTextChrome(text) || FurniturePhrases.IsFurniture(text));
        IsByline = Words is >= 2 and <= 14 && !EndsSentence && AuthorNames.StartsByline(text);
        IsDate = !IsProse && Words <= 14 && DateReader.Read(text) is not null && LettersOutsideDate(text) < 40;
    }

    public string Text { get; }

    public int Words { get; }

    public bool EndsSentence { get; }

    /// <summary>Running text.</summary>
    public bool IsProse { get; private set; }

    public bool IsChrome { get; private set; }

    public bool IsTailHeading { get; }

    public bool IsByline { get; }

    public bool IsDate { get; }

    /// <summary>Whether the line is an item of a list.</summary>
    public bool IsItem => Text.Length > 2 && Text[0] is '-' or '*' or '•' or '·' or '–' && Text[1] == ' ';

    /// <summary>A line's place for evidence.</summary>
    public static string PlaceOf(int index) => "line " + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Takes notice that the line is the site's, not the article's.</summary>
    public void MarkChrome() => (IsChrome, IsProse) = (true, false);

    /// <summary>Splits text into lines; where lines are wrapped at a width, a paragraph's lines are joined.</summary>
    public static List<TextLine> Split(string text, int max)
    {
        var groups = new List<List<string>>();
        List<string>? open = null;
        int lines = 0, wrapped = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = Titles.TitleMeasure.Fold(raw);
            if (line.Length == 0)
            {
                open = null;
                continue;
            }

            if (open is null)
            {
                groups.Add(open = []);
            }
            else if (open[^1].Length is >= 45 and <= 100)
            {
                wrapped += TextMeasure.EndsSentence(open[^1]) ? 0 : 1;
            }

            open.Add(line);
            if (++lines >= max)
            {
                break;
            }
        }

        var join = lines >= 6 && wrapped * 2 > lines;
        var result = new List<TextLine>();
        foreach (var group in groups)
        {
            if (join && group.Count > 1)
            {
                result.Add(new(string.Join(' ', group)));
            }
            else
            {
                group.ForEach(line => result.Add(new(line)));
            }
        }

        return result;
    }

    private static int LettersOutsideDate(string text)
    {
        var letters = 0;
        foreach (var c in text)
        {
            letters += char.IsLetter(c) ? 1 : 0;
        }

        return letters;
    }
}
