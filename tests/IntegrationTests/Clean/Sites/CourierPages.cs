using System.Text;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Sites;

namespace NewsPlatform.IntegrationTests.Clean.Sites;

/// <summary>Articles of one made-up paper, all with the same box in the middle.</summary>
internal static class CourierPages
{
    public const string Site = "courier.example";

    public const string Box = "The Lindale Courier is kept alive by four thousand members, who pay what they can and read what they like.";

    private static readonly string[] Subjects = ["harbour", "library", "tramway", "orchard", "lighthouse", "theatre", "quarry", "boathouse", "mill", "chapel"];

    public static string Url(int number) => $"https://www.courier.example/news/{Subjects[number % 10]}-{number}";

    public static string Title(int number) => $"Plans for the {Subjects[number % 10]} of {Place(number)} are before the council";

    public static string Html(int number)
    {
        var (subject, place) = (Subjects[number % 10], Place(number));
        return $"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>{Title(number)}</title></head><body><article><h1>{Title(number)}</h1>
            <p>The {subject} of {place} will be rebuilt from the ground, the council of Lindale decided on Tuesday after a debate of six hours.</p>
            <p>Members of the {place} society had asked for a smaller plan of the {subject}, which would have cost half as much and lasted half as long.</p>
            <div class="box"><p>{Box}</p></div>
            <p>“A {subject} is not a toy,” said the mayor of {place}, who has been for the larger plan since she came to office in the spring.</p>
            <p>Work on the {subject} begins in autumn, when the last visitors of {place} have left and the cranes can be brought over the bridge.</p>
            </article></body></html>
            """;
    }

    public static Page Page(int number) => new(Encoding.UTF8.GetBytes(Html(number)), new Uri(Url(number))) { ContentType = "text/html; charset=utf-8" };

    public static SitePage Seen(int number) => ArticleExtractor.Extract(
        Page(number) with { Site = new SiteKnowledge { Observe = true } }, new ExtractionOptions { MaxTime = TimeSpan.FromMinutes(1) }, CancellationToken.None).Article!.Seen!;

    // Letters only.
    private static string Place(int number) => "W" + string.Concat(Enumerable.Range(0, 4).Select(i => (char)('a' + (number >> (4 * i) & 15)))) + "ville";
}
