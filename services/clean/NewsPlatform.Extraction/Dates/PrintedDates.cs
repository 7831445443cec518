using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Dates;

/// <summary>The dates that a reader sees: <c>time</c> elements, elements named after dates, short lines around the article.</summary>
internal sealed class PrintedDates(PageScan scan, ArticlePlace place, bool monthFirst, DateCandidates published, DateCandidates modified, DateCandidates displayed)
{
    // Letters beside a date: a byline has them, a caption or a sentence has more.
    private const int PureLetters = 10;
    private const int BylineLetters = 60;
    private const int MaxLine = 160;

    private static readonly string[] DateAttributes = ["datetime", "content", "title", "data-datetime", "data-date", "data-time", "data-timestamp", "data-published", "data-publish-date", "data-utc-time"];

    private readonly List<DateLine> line = [];

    /// <summary>Adds them all.</summary>
    public void Read()
    {
        foreach (var mark in scan.Times)
        {
            AddTime(mark);
        }

        PageElement? outer = null;
        foreach (var mark in scan.Dates)
        {
            // Hints are inherited: the parts of an element that was read say nothing new.
            if (outer is not null && IsInside(mark.Element, outer))
            {
                continue;
            }

            outer = AddNamed(mark) ? mark.Element : outer;
        }

        for (var i = place.HeadStart; i < Math.Min(scan.Blocks.Count, place.HeadEnd); i++)
        {
            AddLine(i);
        }

        for (var i = Math.Max(place.HeadEnd, place.Last - 1); i < Math.Min(scan.Blocks.Count, place.Last + 5); i++)
        {
            AddLine(i);
        }

        AddOpening();
        AddFoot();
        if (published.IsEmpty)
        {
            AddAnywhere();
        }
    }

    private void AddTime(Mark mark)
    {
        if (IsForeign(mark))
        {
            return;
        }

        var text = ElementText.Of(mark.Element, 120);
        var date = DateReader.Read(mark.Value, monthFirst) ?? DateReader.Read(text, monthFirst) ?? (place.Fetched is { } now ? RelativeDate.Read(text, now) : null);
        var label = DateWords.LabelOf(text);
        label = label != DateLabel.None ? label : DateWords.SaysModified(mark.Element.ClassName) ? DateLabel.Modified : LabelBefore(mark.Position, text);
        if (date is null || !IsArticles(mark, label) || IsClock(mark, date))
        {
            return;
        }

        var head = place.IsHead(mark.Position);
        var confidence = (head ? 0.55 : 0.3) + place.Nearness(mark.Position) + (mark.Element.HasAttribute("pubdate") ? 0.07 : 0);
        Put(date, label, EvidenceMethod.Html, "time", mark.Value.Length > 0 ? mark.Value : text, confidence, DateSign.Element | Head(head));
    }

    private bool AddNamed(Mark mark)
    {
        if (IsForeign(mark))
        {
            return false;
        }

        var text = ElementText.Of(mark.Element, MaxLine);
        if (text.Length is 0 or >= MaxLine)
        {
            return false;
        }

        var letters = DateLine.Read(text, monthFirst, line);
        if (line.Count == 0)
        {
            if (place.IsHead(mark.Position) && InAttributes(mark.Element) is var (value, attribute) && IsArticles(mark, DateLabel.None))
            {
                Put(value, DateWords.LabelOf(text), EvidenceMethod.Html, "@" + attribute, mark.Element.GetAttribute(attribute)!, 0.5 + place.Nearness(mark.Position), DateSign.Element | DateSign.Head);
                return true;
            }

            if (place.Fetched is { } now && place.IsHead(mark.Position) && RelativeDate.Read(text, now) is { } relative && IsArticles(mark, DateLabel.None))
            {
                Put(relative, DateWords.LabelOf(text), EvidenceMethod.Html, mark.Element.LocalName, text, 0.4 + place.Nearness(mark.Position), DateSign.Element | DateSign.Head);
                return true;
            }

            return false;
        }

        if (letters > BylineLetters)
        {
            // Title and date together: its parts tell more.
            return false;
        }

        var head = place.IsHead(mark.Position);
        var name = mark.Element.ClassName is { Length: > 0 } names ? "." + names : mark.Element.LocalName;
        foreach (var found in line)
        {
            var label = found.Label != DateLabel.None ? found.Label : LabelBefore(mark.Position, text);
            if (IsArticles(mark, label) && !IsClock(mark, found.Date))
            {
                var confidence = (head ? 0.5 : 0.28) + place.Nearness(mark.Position) - (mark.Hints.Any(ElementHint.Caption) ? 0.2 : 0);
                Put(found.Date, label, EvidenceMethod.Html, name, text, confidence, DateSign.Element | Head(head) | Pure(letters) | Aside(mark.Hints));
            }
        }

        return true;
    }

    private (NewsDate Date, string Attribute)? InAttributes(PageElement element)
    {
        foreach (var attribute in DateAttributes)
        {
            if (element.GetAttribute(attribute) is { Length: > 7 and < 60 } value && DateReader.Read(value, monthFirst) is { } date)
            {
                return (date, attribute);
            }
        }

        return null;
    }

    private void AddLine(int index)
    {
        var block = scan.Blocks[index];
        if (block.Text.Length > MaxLine || (index > place.First + 2 && block.Hints.Any(ElementHint.Related | ElementHint.Comments)))
        {
            return;
        }

        var letters = DateLine.Read(block.Text, monthFirst, line);
        var head = place.IsHead(index);
        if (line.Count == 0 && head && index > place.Headline && place.Fetched is { } now && RelativeDate.Read(block.Text, now) is { } relative)
        {
            Put(relative, DateWords.LabelOf(block.Text), EvidenceMethod.Body, "text", block.Text, 0.5, DateSign.Head);
        }

        foreach (var (date, said, start, end) in line)
        {
            var label = said == DateLabel.None && letters <= PureLetters ? LabelBefore(index, block.Text) : said;
            var says = label is DateLabel.Published or DateLabel.Modified;

            // A copyright line, links to other articles, the day of the fetch above the headline.
            if (!says && (block.Text.Contains('©', StringComparison.Ordinal) || (block.LinkDensity > 0.5 && !(head && (index > place.Headline || !IsLinked(block, start, end)))) || (index < place.Headline && place.IsDayOfFetch(date))))
            {
                continue;
            }

            var pure = letters <= PureLetters;
            double confidence;
            if (head)
            {
                confidence = (pure ? 0.6 : letters <= BylineLetters ? 0.5 : 0.3) + (index > place.Headline ? 0.04 : 0) - (0.005 * Math.Min(20, Math.Abs(place.First - index)));
            }
            else if (index > place.First + 2)
            {
                // Behind the text other articles begin.
                confidence = says || pure ? 0.36 : 0.12;
            }
            else
            {
                confidence = pure ? 0.34 : 0.22;
            }

            Put(date, label, EvidenceMethod.Body, "text", block.Text, confidence - (block.Hints.Any(ElementHint.Caption) ? 0.2 : 0),
                Head(head) | Pure(letters) | Aside(block.Hints) | (letters > BylineLetters ? DateSign.Aside : DateSign.None));
        }
    }

    /// <summary>The date with which a report's text opens: "(21. November 2022) ...", "Pressemitteilung vom 25. Januar 2022 | Berlin – ...".</summary>
    private void AddOpening()
    {
        const int Reach = 90;
        for (var i = Math.Max(0, place.Headline >= 0 ? Math.Min(place.Headline + 1, place.First) : place.First); i < Math.Min(scan.Blocks.Count, place.First + 2); i++)
        {
            if (scan.Blocks[i].Text is { Length: > MaxLine } text && DateReader.MayHold(text[..Reach])
                && DateReader.Next(DateReader.Prepare(text[..Reach]), 0, monthFirst) is var (date, start, _) && start < 45)
            {
                Put(date, DateLabel.None, EvidenceMethod.Body, "first line", text[..Reach], start == 0 || text[start - 1] is '(' or '【' or '[' ? 0.42 : 0.32, DateSign.Aside);
            }
        }
    }

    /// <summary>A line far behind the text that says when the article was published or, if nothing else does, changed: some newspapers keep their imprint there.</summary>
    private void AddFoot()
    {
        for (var i = place.Last + 5; i < Math.Min(scan.Blocks.Count, place.Last + 80); i++)
        {
            var block = scan.Blocks[i];
            if (block.Text.Length > MaxLine || !DateReader.MayHold(block.Text) || block.Hints.Any(ElementHint.Related | ElementHint.Comments))
            {
                continue;
            }

            var above = block.Text.Length < 40 && scan.Blocks[i - 1].Text is { Length: < 25 } heading ? DateWords.IsDateHeading(heading) ? DateLabel.Published : DateWords.LabelOf(heading) : DateLabel.None;
            if (above is not (DateLabel.Published or DateLabel.Modified) && !DateWords.SaysPublished(block.Text) && !DateWords.SaysModified(block.Text))
            {
                continue;
            }

            DateLine.Read(block.Text, monthFirst, line);
            foreach (var (date, said, _, _) in line)
            {
                var label = said == DateLabel.None ? above : said;
                if (label == DateLabel.Published)
                {
                    published.Add(date, EvidenceMethod.Body, "foot", block.Text, 0.32, DateWitness.Print, DateSign.Labelled);
                    return;
                }

                if (label == DateLabel.Modified && modified.IsEmpty)
                {
                    modified.Add(date, EvidenceMethod.Body, "foot", block.Text, 0.32, DateWitness.Print, DateSign.Labelled);
                }
            }
        }
    }

    /// <summary>The first line inside the article that is a date and nothing else.</summary>
    private void AddAnywhere()
    {
        for (var i = place.HeadEnd; i < Math.Min(scan.Blocks.Count, place.Last + 1); i++)
        {
            var text = scan.Blocks[i].Text;
            if (text.Length < 60 && DateLine.Read(text, monthFirst, line) <= PureLetters && line.Count > 0 && line[0].Label is (DateLabel.None or DateLabel.Published))
            {
                published.Add(line[0].Date, EvidenceMethod.Body, "text", text, 0.3, DateWitness.Print);
                return;
            }
        }
    }

    private void Put(NewsDate date, DateLabel label, EvidenceMethod method, string where, string raw, double confidence, DateSign signs)
    {
        if (label == DateLabel.Other)
        {
            return;
        }

        var target = label == DateLabel.Modified ? modified : published;
        signs |= label == DateLabel.Published ? DateSign.Labelled : DateSign.None;
        target.Add(date, method, where, raw, confidence + (label == DateLabel.Published ? signs.HasFlag(DateSign.Head) ? 0.1 : 0.14 : 0), DateWitness.Print, signs);
        displayed.Add(date, method, where, raw, confidence + 0.02, DateWitness.Print);
    }

    private static bool IsLinked(TextBlock block, int start, int end)
    {
        foreach (var anchor in block.Anchors)
        {
            if (anchor.Start < end && anchor.Start + anchor.Length > start)
            {
                return true;
            }
        }

        return false;
    }

    private static DateSign Head(bool head) => head ? DateSign.Head : DateSign.None;

    private static DateSign Pure(int letters) => letters <= PureLetters ? DateSign.Pure : DateSign.None;

    private static DateSign Aside(ElementHint hints) => hints.Any(ElementHint.Caption) ? DateSign.Aside : DateSign.None;

    /// <summary>What stands in front of an element in its line, or alone in the line above it.</summary>
    private DateLabel LabelBefore(int position, string text)
    {
        if (position < scan.Blocks.Count && text.Length > 0 && scan.Blocks[position].Text is { Length: < 300 } inLine && inLine.IndexOf(text, StringComparison.Ordinal) is var at and > 0)
        {
            var label = DateWords.LabelOf(inLine.AsSpan(Math.Max(0, at - 30), at - Math.Max(0, at - 30)));
            if (label != DateLabel.None || at > 3)
            {
                return label;
            }
        }

        return position > 0 && position <= scan.Blocks.Count && scan.Blocks[position - 1].Text is { Length: < 25 } above 
            ? DateWords.IsDateHeading(above) ? DateLabel.Published : DateWords.LabelOf(above)
            : DateLabel.None;
    }

    /// <summary>The clock in a page's head: named so, or above the headline and showing the day of the fetch without a time.</summary>
    private bool IsClock(Mark mark, NewsDate date) =>
        DateWords.NamesClock(mark.Element.ClassName) || DateWords.NamesClock(mark.Element.Id)
        || (mark.Position < place.Headline - 3 && date is { Precision: DatePrecision.Day } && place.IsDayOfFetch(date));

    /// <summary>Whether an element belongs to the article; one between headline and text does, whatever an outer class says.</summary>
    private bool IsArticles(Mark mark, DateLabel label)
    {
        var foreign = ElementHint.Related | ElementHint.Comments | ElementHint.Consent | (label == DateLabel.Published ? ElementHint.None : ElementHint.Footer);
        return !mark.Hints.Any(foreign) || IsBetween(mark);
    }

    /// <summary>Whether an element is another article's whatever stands in it: not worth reading.</summary>
    private bool IsForeign(Mark mark) => mark.Hints.Any(ElementHint.Related | ElementHint.Comments | ElementHint.Consent) && !IsBetween(mark);

    private bool IsBetween(Mark mark) => mark.Position > place.Headline && mark.Position <= place.First && place.Headline >= 0 && place.IsHead(mark.Position);

    private static bool IsInside(PageElement element, PageElement outer)
    {
        var up = element.ParentElement;
        for (var steps = 0; up is not null && steps < 8; steps++, up = up.ParentElement)
        {
            if (up == outer)
            {
                return true;
            }
        }

        return false;
    }
}
