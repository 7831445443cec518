using System.Buffers;
using NewsPlatform.Crawling.Xml;

namespace NewsPlatform.Crawling.Feeds;

/// <summary>Who wrote a feed or an entry: RSS says it in one line, Atom with an element for each part.</summary>
internal static class FeedPeople
{
    private const int MaxAuthors = 50;
    private const int MaxNameLength = 200;

    private static readonly SearchValues<char> BetweenWords = SearchValues.Create(" \t\r\n()<>,;\"");

    /// <summary>Names of authors; of a channel without any, of its editor and webmaster.</summary>
    public static List<string> Authors(MarkupElement item)
    {
        var authors = new List<string>();
        foreach (var child in item.Children)
        {
            var name = PersonLine(child) ?? (IsPerson(child) ? child.ChildText("atom", "name") ?? child.ChildText("", "name") ?? PersonEmail(child) : null);
            FeedFields.Add(authors, PersonName(name), MaxAuthors);
        }

        return authors;
    }

    /// <summary>Mail addresses that the same people give, in order.</summary>
    public static List<string> AuthorEmails(MarkupElement item)
    {
        var emails = new List<string>();
        foreach (var child in item.Children)
        {
            var text = PersonLine(child) ?? (IsPerson(child) ? PersonEmail(child) : null);
            FeedFields.Add(emails, EmailIn(text), MaxAuthors);
        }

        return emails;
    }

    /// <summary>What an element says of a person in one line, as RSS and Dublin Core do; null when it is none.</summary>
    private static string? PersonLine(MarkupElement element) => (element.Space, element.Name) switch
    {
        ("dc", "creator") or ("dc", "author") or ("", "author") or ("itunes", "author") when element.Children.Count == 0 => element.Text(),
        ("", "managingeditor") or ("", "webmaster") => element.Text(),
        _ => null,
    };

    /// <summary>Atom's person construct (RFC 4287 section 3.2), also in feeds that name no namespace.</summary>
    private static bool IsPerson(MarkupElement element) => element.Name is "author" && element.Space is "atom" or "";

    private static string? PersonEmail(MarkupElement person) => person.ChildText("atom", "email") ?? person.ChildText("", "email");

    /// <summary>The word of a line that is a mail address; null when none is.</summary>
    private static string? EmailIn(string? line)
    {
        // A line may be as long as the feed: no string for each of its words.
        foreach (var range in line.AsSpan().SplitAny(BetweenWords))
        {
            var word = line.AsSpan()[range];
            var email = word.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? word["mailto:".Length..] : word;
            if (email.Length <= MaxNameLength && email.IndexOf('@') is var at and > 0 && email[at..].IndexOf('.') > 1)
            {
                return email.ToString();
            }
        }

        return null;
    }

    /// <summary>RSS writes "jane@example.com (Jane Doe)" and the other way round; the name is what a reader sees.</summary>
    private static string? PersonName(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var open = name.AsSpan().IndexOfAny('(', '<');
        if (open > 0 && name[^1] is ')' or '>' && name.Length - open > 2)
        {
            var (before, inside) = (name[..open].Trim(), name[(open + 1)..^1].Trim());
            name = before.Contains('@', StringComparison.Ordinal) ? inside : inside.Contains('@', StringComparison.Ordinal) ? before : name;
        }

        return PlainText.OfHtml(name, MaxNameLength);
    }
}
