using System.Text.RegularExpressions;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Dates;

namespace NewsPlatform.Extraction.Authors;

/// <summary>Finds authors in what a page says of them in sentences: "This post was written by Ann Lee", "About the author: Ann Lee is …".</summary>
internal static partial class AuthorNotes
{
    private const int MaxNote = 700;

    /// <summary>The authors; empty when no sentence names one.</summary>
    public static List<Sourced<Author>> Read(PageScan scan, ArticlePlace place)
    {
        var authors = new List<Sourced<Author>>();
        var end = Math.Min(scan.Blocks.Count, place.Last + 14);
        for (var i = Math.Max(0, place.First - 2); i < end && authors.Count == 0; i++)
        {
            // Such sentences open an article or close it.
            if (i == place.First + 3)
            {
                i = Math.Max(i, place.Last - 6);
            }

            var text = scan.Blocks[i].Text;
            if (text.Length > MaxNote)
            {
                continue;
            }

            if (Written().Match(text) is { Success: true } written)
            {
                Add(authors, written.Groups["name"].Value, text);
            }
            else if (i >= place.Last - 6 && About().Match(text) is { Success: true } about)
            {
                var rest = text[about.Length..];
                rest = rest.Length == 0 && i + 1 < scan.Blocks.Count ? scan.Blocks[i + 1].Text : rest;
                Add(authors, AuthorNames.IsPersonLike(rest) ? rest : Subject().Match(rest).Groups["name"].Value, rest);
            }
        }

        return authors.Count > 0 ? authors : FromBiography(scan, place);
    }

    /// <summary>The one name behind the text below which stands a sentence of whom it is.</summary>
    private static List<Sourced<Author>> FromBiography(PageScan scan, ArticlePlace place)
    {
        var authors = new List<Sourced<Author>>();
        var headline = place.Headline >= 0 ? scan.Blocks[place.Headline].Text : "";
        for (var i = Math.Max(0, place.First + 1); i + 1 < Math.Min(scan.Blocks.Count, place.Last + 14); i++)
        {
            var name = scan.Blocks[i].Text;
            if (name.Length < 40 && scan.Blocks[i + 1].Text.StartsWith(name, StringComparison.Ordinal) && AuthorNames.IsPersonLike(name) && Subject().IsMatch(scan.Blocks[i + 1].Text))
            {
                if (authors.Count > 0 || i < place.Last - 4 || headline.Contains(name, StringComparison.OrdinalIgnoreCase))
                {
                    // A list of persons, or whom the article is about.
                    return [];
                }

                Add(authors, name, scan.Blocks[i + 1].Text);
            }
        }

        return authors;
    }

    private static void Add(List<Sourced<Author>> authors, string name, string text)
    {
        if (name.Length > 2)
        {
            AuthorList.Add(authors, name, false, null, new(EvidenceMethod.Body, "sentence", text, 0.45));
        }
    }

    // A name's dots are those of initials and titles: behind any other a sentence ends.
    [GeneratedRegex(@"\b([Tt]his( guest)? (post|article|story|piece|essay|column|guide|review|commentary) (was|is|has been)( originally| first)? (written|authored|contributed|a guest post) by|([Dd]ieser (Artikel|Beitrag|Gastbeitrag|Text)|[Dd]er (Artikel|Beitrag|Gastbeitrag)) (wurde von(?=[^.]{3,80} (geschrieben|verfasst|erstellt)\b)|stammt von|ist von|ist ein Gastbeitrag von)|[Cc]et article a été (écrit|rédigé) par|[Ee]ste artículo (fue|ha sido) escrito por|[Ee]ste artigo foi escrito por|[Qq]uesto articolo è stato scritto da|[Dd]it artikel is geschreven door)\s+(?<name>(\p{Lu}\.(-?\p{Lu}\.)*|(St|Dr|Prof)\.|\p{Lu}[\p{L}'’\-]*)(\s+((de|van|von|der|den|la|le|di|da|del|bin|al)\s+)*(\p{Lu}\.(-?\p{Lu}\.)*|(St|Dr|Prof)\.|\p{Lu}[\p{L}'’\-]*)){0,3})", RegexOptions.ExplicitCapture)]
    private static partial Regex Written();

    [GeneratedRegex(@"^(about the (guest )?(author|writer|contributor)s?|(guest )?author bio(graphy)?|(über|zu[rm]?) (den |dem |die |der )?autor(in)?|à propos de l['’]auteure?|sobre (el|la|o|a) autora?|l['’]autore|over de auteur|om forfatteren|om författaren|o autorze|об авторе)\s*(:|$)\s*", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex About();

    // "Ann Lee is", "Ann van der Lee schreibt": of whom a sentence speaks.
    [GeneratedRegex(@"^(?<name>(\p{Lu}\.(-?\p{Lu}\.)*|(St|Dr|Prof)\.|\p{Lu}[\p{L}'’\-]*)(\s+((de|van|von|der|den|la|le|di|da|del|bin|al)\s+)*(\p{Lu}\.(-?\p{Lu}\.)*|(St|Dr|Prof)\.|\p{Lu}[\p{L}'’\-]*)){0,3})\s+(is|was|has|works|writes|covers|joined|ist|war|arbeitet|schreibt|est|écrit|es|escribe|è|scrive|é|er|är|jest)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Subject();
}
