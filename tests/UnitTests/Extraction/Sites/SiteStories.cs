using System.Text;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Sites;

namespace NewsPlatform.UnitTests.Extraction.Sites;

/// <summary>Pages of one made-up paper: each an article of its own, all with the same box in the middle of the text.</summary>
internal static class SiteStories
{
    public const string Box = "The Lindale Courier is kept alive by four thousand members, who pay what they can and read what they like.";

    private static readonly string[] Subjects =
        ["harbour", "library", "tramway", "orchard", "lighthouse", "market hall", "observatory", "paper mill", "boathouse", "theatre", "swimming bath", "quarry"];

    public static string Title(int number) => $"The {Subjects[number % Subjects.Length]} of Lindale is to be rebuilt for {Word(number)}";

    public static Page Page(int number, SiteKnowledge? site = null, string? url = null, string? title = null) =>
        Of(Paragraphs(number), title ?? Title(number), url ?? $"https://www.courier.example/news/{number}", site);

    public static Page Of(IEnumerable<string> paragraphs, string title, string url, SiteKnowledge? site) =>
        new(
            Encoding.UTF8.GetBytes(
                $"<html lang=en><head><title>{title} | The Courier, Lindale's paper</title></head><body><article><h1>{title}</h1>"
                + string.Concat(paragraphs.Select((text, i) => $"<p>{text}</p>" + (i == 1 ? $"<div class=box><p>{Box}</p></div>" : ""))) + "</article></body></html>"),
            new Uri(url))
        {
            ContentType = "text/html; charset=utf-8",
            Site = site,
        };

    public static Page Plain(int number, SiteKnowledge? site = null) =>
        new(Encoding.UTF8.GetBytes($"{Title(number)}\n\n{string.Join("\n\n", Paragraphs(number).Take(2))}\n\n{Box}\n\n{string.Join("\n\n", Paragraphs(number).Skip(2))}"), new Uri($"https://courier.example/{number}"))
        {
            ContentType = "text/plain",
            Site = site,
        };

    /// <summary>Five paragraphs that no other number has.</summary>
    public static IReadOnlyList<string> Paragraphs(int number)
    {
        var subject = Subjects[number % Subjects.Length];
        var word = Word(number);
        return
        [
            $"The {subject} of {word} will be rebuilt from the ground, the council of Lindale decided on Tuesday after a debate of six hours.",
            $"Members of the {word} society had asked for a smaller plan of the {subject}, which would have cost half as much and lasted half as long.",
            $"“A {subject} is not a toy,” said the mayor of {word}, who has been for the larger plan since she came to office in the spring.",
            $"Work on the {subject} begins in autumn, when the last visitors of {word} have left and the cranes can be brought over the bridge.",
            $"Nobody in {word} knows yet where the money for the roof of the {subject} shall come from, and nobody seems to be troubled by it.",
        ];
    }

    public static ExtractedArticle Read(Page page)
    {
        var result = ArticleExtractor.Extract(page, ExtractionOptions.Default with { MaxTime = TimeSpan.FromMinutes(1) }, CancellationToken.None);
        Assert.True(result.Article is not null, result.Rejection?.ToString());
        return result.Article;
    }

    /// <summary>What a page teaches.</summary>
    public static SitePage See(Page page) => Read(page with { Site = new SiteKnowledge { Observe = true } }).Seen!;

    public static SiteMemory Learn(int pages, Func<int, Page>? page = null)
    {
        var memory = new SiteMemory();
        for (var i = 0; i < pages; i++)
        {
            Assert.True(memory.Count(See(page?.Invoke(i) ?? Page(i))));
        }

        return memory;
    }

    public static SiteKnowledge Known(SiteMemory memory) => new() { Profile = memory.ToProfile("courier.example", 1) };

    // Letters only: digits of blocks make no difference.
    private static string Word(int number)
    {
        var word = new StringBuilder("W");
        do
        {
            word.Append((char)('a' + (number % 26)));
            number /= 26;
        }
        while (number > 0);

        return word.Append("ville").ToString();
    }
}
