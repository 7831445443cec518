using System.Collections.Frozen;
using System.Text.RegularExpressions;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Dates;
using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.Authors;

/// <summary>Finds authors in the text around an article where no markup names them: byline lines, links to authors' pages, signatures.</summary>
internal static partial class BylineLines
{
    private const int MaxLine = 160;

    // Names with other credits; each is compared with all authors.
    private const int MaxOthers = 50;

    /// <summary>The place of a name that stands behind the text without a word: believed when nothing else names anybody.</summary>
    public const string Signature = "signature";

    // Parts of addresses under which newspapers of many languages keep their authors' pages.
    private static readonly FrozenSet<string> AuthorFolders = new[]
    {
        "author", "authors", "autor", "autores", "autoren", "autorin", "auteur", "auteurs", "autore", "autori", "autorzy", "autoři", "writer", "writers", "by", "byline", "bylines", "people", "person", "personen", "profile", "profiles", "profil",
        "staff", "contributor", "contributors", "columnist", "columnists", "journalist", "journalists", "journaliste", "journalistes", "journalisten", "periodista", "periodistas", "reporter", "reporters", "redakteur", "redakteure", "redacteur",
        "redaktor", "forfatter", "skribent", "kirjoittaja", "yazar", "yazarlar", "muhabir", "penulis", "tac-gia", "firmas", "firma", "author-profile", "team", "bio", "correspondents", "editor", "editors", "mitarbeiter", "kolumnisten", "redakce", "avtor", "avtory", "szerzo", "opinionistas", "firme",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of links in the article's head that lead to authors' pages.</summary>
    public static List<Sourced<Author>> FromLinks(PageScan scan, ArticlePlace place)
    {
        var authors = new List<Sourced<Author>>();
        for (var i = Start(place); i < Math.Min(scan.Blocks.Count, place.HeadEnd); i++)
        {
            var block = scan.Blocks[i];
            if (block.Text.Length > (i < place.First ? 2 * MaxLine : MaxLine) || block.Anchors.Length is 0 or > 12)
            {
                continue;
            }

            foreach (var link in block.Links)
            {
                if (link.Length is > 3 and < 60 && LeadsToAuthor(link.Url) && !AuthorNames.OpensOtherCredit(block.Text.AsSpan(0, link.Start)) && block.Text.Substring(link.Start, link.Length).Trim() is var text
                    && AuthorNames.IsPersonLike(AuthorNames.AfterOpening(text) ?? text))
                {
                    var known = authors.Count;
                    AuthorList.Add(authors, text, false, link.Url.AbsoluteUri, new(EvidenceMethod.Html, "a[href]", text, 0.72), isByline: true);
                    for (var n = known; n < authors.Count; n++)
                    {
                        // The whole line: names of one line are of one article.
                        authors[n] = authors[n] with { Evidence = authors[n].Evidence with { Raw = block.Text.Length > MaxLine ? block.Text[..MaxLine] : block.Text } };
                    }
                }
            }
        }

        return authors;
    }

    /// <summary>The names in short lines of the article's head.</summary>
    public static List<Sourced<Author>> FromHead(PageScan scan, ArticlePlace place)
    {
        List<Sourced<Author>> authors = [], houses = [];
        for (var i = Start(place); i < Math.Min(scan.Blocks.Count, place.HeadEnd + 4) && authors.Count == 0; i++)
        {
            var text = scan.Blocks[i].Text;
            // Inside the frame of a picture that holds the headline too, a line is no caption.
            if (text.Length > MaxLine || (scan.Blocks[i].Hints.Any(ElementHint.Caption) && !(place.Headline >= 0 && scan.Blocks[place.Headline].Hints.Any(ElementHint.Caption))))
            {
                continue;
            }

            var above = i < place.Headline;
            if (i >= place.HeadEnd && !(Opened(text) && AuthorNames.Split(text) is { Count: > 0 } names && AuthorNames.IsPersonLike(names[0])))
            {
                continue;
            }

            if (AuthorNames.IsOpening(text) && i + 1 < scan.Blocks.Count && scan.Blocks[i + 1].Text is { Length: < 60 } below)
            {
                AuthorList.Add(authors, below, false, null, new(EvidenceMethod.Body, "text", text + " " + below, 0.6), isByline: true);
            }
            else if (Opened(text))
            {
                AuthorList.Add(authors, text, false, null, new(EvidenceMethod.Body, "text", text, above ? 0.45 : 0.6), isByline: true);
            }
            else if (Labelled().Match(text) is { Success: true } labelled)
            {
                AuthorList.Add(authors, labelled.Groups["names"].Value, false, null, new(EvidenceMethod.Body, "text", text, 0.6), isByline: true);
            }
            else if (KoreanReporter().Match(text) is { Success: true } reporter)
            {
                AuthorList.Add(authors, reporter.Groups["name"].Value, false, null, new(EvidenceMethod.Body, "text", text, 0.6), isByline: true);
            }
            else if (!above && DateReader.MayHold(text) && Dated(text) is { } name && !(place.Headline >= 0 && scan.Blocks[place.Headline].Text.Contains(name, StringComparison.OrdinalIgnoreCase)))
            {
                AuthorList.Add(authors, name, false, null, new(EvidenceMethod.Body, "text", text, 0.5), isByline: true);
            }

            // "By The Paper" above "Written by: Ann Lee".
            if (authors.Count > 0 && authors.TrueForAll(static author => author.Value.Type == AuthorType.Organisation || (author.Value.Name.Contains(' ', StringComparison.Ordinal) && !AuthorNames.IsPersonLike(author.Value.Name))))
            {
                houses = houses.Count > 0 ? houses : authors;
                authors = [];
            }
        }

        return authors.Count > 0 ? authors : houses;
    }

    /// <summary>Names that stand alone in a line between headline and text, or in bold in its first lines; an agency's where no person's does.</summary>
    public static List<Sourced<Author>> Alone(PageScan scan, ArticlePlace place)
    {
        var authors = new List<Sourced<Author>>();
        for (var i = place.Headline + 1; place.Headline >= 0 && i < Math.Min(scan.Blocks.Count, place.First + 4) && i < place.Headline + 12 && authors.Count == 0; i++)
        {
            var block = scan.Blocks[i];
            var headline = scan.Blocks[place.Headline].Text;
            if (block.Text.Length is > 6 and < 100 && (i <= place.First || IsBold(block)) && block.LinkDensity < 0.5 && block.Text[0] < '\u2E80' && !DateReader.MayHold(block.Text) && !block.Text.Contains(':', StringComparison.Ordinal) && !IsHeading(scan, block)
                && TitleMeasure.Overlap(block.Text, headline) < 0.5 && !headline.Contains(block.Text, StringComparison.OrdinalIgnoreCase) && !block.Hints.Any(ElementHint.Caption | ElementHint.Breadcrumb | ElementHint.Tags) && AreNames(block.Text))
            {
                AuthorList.Add(authors, block.Text, false, null, new(EvidenceMethod.Body, "line", block.Text, 0.42), isByline: true);
            }
        }

        for (var i = place.Headline + 1; place.Headline >= 0 && i <= Math.Min(place.First, scan.Blocks.Count - 1) && i < place.Headline + 6 && authors.Count == 0; i++)
        {
            var line = scan.Blocks[i].Text.Length < 40 ? scan.Blocks[i].Text.Trim(' ', '(', ')', '[', ']', '-', '–', '.') : "";
            if (AuthorWords.IsAgency(line))
            {
                AuthorList.Add(authors, line, true, null, new(EvidenceMethod.Body, "line", scan.Blocks[i].Text, 0.42), isByline: true);
            }
        }

        return authors;
    }

    /// <summary>The signature behind the text.</summary>
    public static List<Sourced<Author>> FromEnd(PageScan scan, ArticlePlace place)
    {
        var authors = new List<Sourced<Author>>();
        for (var i = Math.Max(place.First + 1, place.Last - 8); i < Math.Min(scan.Blocks.Count, place.Last + 14) && authors.Count == 0; i++)
        {
            var block = scan.Blocks[i];
            var text = block.Text;
            if (text.Length >= 80)
            {
                continue;
            }

            if (Labelled().Match(text) is { Success: true } labelled && (labelled.Index == 0 || (i >= place.Last - 4 && i < place.Last + 4)))
            {
                AuthorList.Add(authors, labelled.Groups["names"].Value, false, null, new(EvidenceMethod.Body, "text", text, 0.5), isByline: true);
            }
            else if (i >= place.Last - 4 && i < place.Last + 4 && Opened(text) && AuthorNames.AfterOpening(text) is { } rest && AuthorNames.Split(rest) is { Count: > 0 } names && AuthorNames.IsPersonLike(names[0]))
            {
                AuthorList.Add(authors, text, false, null, new(EvidenceMethod.Body, "text", text, 0.5), isByline: true);
            }
            else if (i >= place.Last - 1 && i <= place.Last + 1 && IsSignature(scan, block) && (block.Emphasised > text.Length / 2 || i <= place.Last))
            {
                AuthorList.Add(authors, text, false, null, new(EvidenceMethod.Body, Signature, text, 0.4));
            }
        }

        return authors.Count > 0 ? authors : BeforeNotes(scan, place);
    }

    /// <summary>A signature before footnotes: the one bold name that is a line of its own in the second half of the text.</summary>
    private static List<Sourced<Author>> BeforeNotes(PageScan scan, ArticlePlace place)
    {
        var authors = new List<Sourced<Author>>();
        var found = -1;
        for (var i = place.First; i <= Math.Min(place.Last, scan.Blocks.Count - 1); i++)
        {
            if (IsBold(scan.Blocks[i]) && IsSignature(scan, scan.Blocks[i]))
            {
                if (found >= 0)
                {
                    return authors;
                }

                found = i;
            }
        }

        if (found > (place.First + place.Last) / 2 && found + 1 < scan.Blocks.Count && IsNote(scan.Blocks[found + 1].Text))
        {
            AuthorList.Add(authors, scan.Blocks[found].Text, false, null, new(EvidenceMethod.Body, Signature, scan.Blocks[found].Text, 0.35));
        }

        return authors;
    }

    /// <summary>Whether a text begins with the mark of a footnote: a bold name above any other text is a heading.</summary>
    private static bool IsNote(string text) => text.Length > 0 && (char.IsNumber(text[0]) || text[0] is '(' or '[' or '*' or '†');

    private static bool IsSignature(PageScan scan, TextBlock block) =>
        block.Text.Length < 40 && !block.Hints.Any(ElementHint.Comments | ElementHint.Related) && block.LinkDensity < 0.5 && !block.Text.Contains(':', StringComparison.Ordinal) && !IsHeading(scan, block) && AuthorNames.IsPersonLike(block.Text)
        && (block.Text[0] < '\u2E80' || ChineseBylines.AreNames(block.Text));

    /// <summary>Whether a line is persons' names and nothing else: "Ann Lee", "Ann Lee/Bo Chen", "Ann Lee, Bo Chen and Cy Dee".</summary>
    private static bool AreNames(string text)
    {
        if (text.Length < 40 && AuthorNames.IsPersonLike(text))
        {
            return true;
        }

        var names = AuthorNames.Split(text);
        return names.Count > 1 && names.TrueForAll(AuthorNames.IsPersonLike) && names.Sum(static name => name.Length) + (6 * (names.Count - 1)) >= text.Length;
    }

    private static bool IsBold(TextBlock block) => block.Emphasised >= block.Text.Length - 1;

    private static bool IsHeading(PageScan scan, TextBlock block) => scan.Containers[block.Container].Tag is "h2" or "h3" or "h4" or "h5";

    /// <summary>Those whom lines of the article's head credit with something other than writing.</summary>
    public static List<string> OtherCredits(PageScan scan, ArticlePlace place)
    {
        var names = new List<string>();
        for (var i = Start(place); i < Math.Min(scan.Blocks.Count, place.HeadEnd) && names.Count < MaxOthers; i++)
        {
            if (scan.Blocks[i].Text.Length <= MaxLine)
            {
                names.AddRange(AuthorNames.OtherCredits(scan.Blocks[i].Text));
            }
        }

        return names;
    }

    private static int Start(ArticlePlace place) => Math.Max(0, place.Headline >= 0 ? Math.Min(place.Headline - 2, place.First - 2) : place.First - 10);

    /// <summary>Whether a line begins with words that open a byline and goes on as one: with a capital or a script without them.</summary>
    private static bool Opened(string text) =>
        AuthorNames.AfterOpening(text) is { Length: > 1 } rest && (char.IsUpper(rest[0]) || char.GetUnicodeCategory(rest[0]) == System.Globalization.UnicodeCategory.OtherLetter)
        && !TextMeasure.EndsSentence(text) && TextMeasure.Words(text) <= 24;

    /// <summary>The name in a line such as "3 May 2024 · Ann Lee", "Ann Lee | Senior Writer | July 2, 2025", "posted on 3 May 2024 by Ann Lee"; null without a date or a name.</summary>
    private static string? Dated(string text)
    {
        var prepared = DateReader.Prepare(text);
        if (DateReader.Next(prepared, 0, false) is not var (_, start, end))
        {
            return null;
        }

        var by = By().Match(text);
        if (by.Success)
        {
            return text[(by.Index + by.Length)..];
        }

        foreach (var part in Parts().Split(text[..start] + " | " + text[end..]))
        {
            var name = part.Trim(' ', ',', '.', ':', '(', ')');
            while (name.LastIndexOf(' ') is var blank and > 0 && AuthorWords.IsTime(name.AsSpan(blank + 1)))
            {
                name = name[..blank].TrimEnd(' ', ',');
            }

            var bracket = name.IndexOf('(', StringComparison.Ordinal);
            name = bracket > 3 ? name[..bracket].Trim() : name;
            if (name.Length > 0 && name[0] < '\u2E80' && AuthorNames.IsPersonLike(AuthorNames.AfterOpening(name) ?? name))
            {
                return name;
            }
        }

        return null;
    }

    private static bool LeadsToAuthor(Uri url)
    {
        var segments = url.Segments;
        for (var i = 1; i < segments.Length - 1 && i < 6; i++)
        {
            if (AuthorFolders.GetAlternateLookup<ReadOnlySpan<char>>().Contains(segments[i].AsSpan().TrimEnd('/')))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"(^|[\s　|(（【\[〓])((作者|记者|記者|撰文|采写|文/图|文|取材・文|執筆|著者|筆者|글|취재|autor([/:*_]in(nen)?|\(in\)|in)?|auteur(\(s\))?|author(\(s\)|s)?|((fotos?|bild(er)?) ?(&|und|\+|/) ?)?text( ?(&|und|\+|/) ?(fotos?|bild(er)?))?|texto|texte|testo|tekst|redaktion|автор|текст|বিবৃতি|लेखक|الكاتب|نویسنده)\s?[:：／＝]|autorin/autor)\s?(?<names>[^|:：〓]{2,60})", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Labelled();

    [GeneratedRegex(@"(?<name>[가-힣]{2,4})\s?(선임기자|기자|특파원|논설위원)", RegexOptions.ExplicitCapture)]
    private static partial Regex KoreanReporter();

    [GeneratedRegex(@"(?<=[\d\p{L}\]):.,])\s(by|von|par|por|di|door|av|af|przez|oleh)\s(?=\p{Lu})", RegexOptions.ExplicitCapture)]
    private static partial Regex By();

    [GeneratedRegex(@"\s*[|•·●⋅∙,\n]\s*|\s[-–—/]\s|\s[-–—]|[-–—]\s|\s{2,}", RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}
