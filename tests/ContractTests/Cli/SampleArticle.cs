using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.ContractTests.Cli;

/// <summary>Articles for the fake store.</summary>
internal static class SampleArticle
{
    public static Article Numbered(int number) => new()
    {
        Name = $"articles/a{number}",
        Url = $"https://example.org/{number}",
        Urls = { $"https://example.org/{number}", $"https://example.org/{number}?ref=feed" },
        Kind = ArticleKind.LiveBlog,
        Title = $"Bridge {number} opens",
        Standfirst = "After years of work",
        Authors = { new Author { Name = "Ada Reporter", Type = AuthorType.Person } },
        Language = "en",
        Published = new NewsTime { Time = At(2026, 11, 24, 22, 30), Precision = Precision.Second, OffsetKnown = true, OffsetMinutes = 120 },
        Text = "First paragraph.\n\nSecond – with “quotes”.",
        Provenance = new Provenance { Source = "sources/s1" },
        Revision = 2,
        Revisions = 3,
        Story = "stories/x",
        Annotations = new Annotations
        {
            Language = new LanguageGuess { Code = "en", Score = 0.9 },
            Entities = { new Entity { Type = EntityType.Person, Name = "Ada Reporter", Ids = { ["wikidata"] = "Q1" }, Mentions = { new Mention { Start = 0, End = 5, Text = "First" } } } },
            Topics = { new Topic { Id = "medtop:04000000", Name = "economy", Score = 0.7 } },
        },
    };

    public static Timestamp At(int year, int month, int day, int hour = 0, int minute = 0) =>
        Timestamp.FromDateTimeOffset(new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.Zero));
}
