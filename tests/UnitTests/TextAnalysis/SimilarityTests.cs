using CsCheck;
using NewsPlatform.TextAnalysis.Similarity;
using NewsPlatform.UnitTests.Text;

namespace NewsPlatform.UnitTests.TextAnalysis;

public sealed class SimilarityTests
{
    private const string Quake = "A strong earthquake struck the coast of northern Chile on Monday and destroyed dozens of houses in the port of Iquique. "
        + "Rescue teams searched the rubble through the night while the navy warned of a tsunami. The president of Chile declared an emergency for the region.";

    private const string QuakeLater = "Rescue teams in Iquique found twelve survivors of the earthquake that struck northern Chile. "
        + "The tsunami warning for the Chilean coast was lifted and the president visited the destroyed port.";

    private const string Election = "Voters in Norway choose a new parliament on Sunday after a campaign about oil taxes and hospitals. "
        + "Polls in Oslo show the governing coalition behind the opposition for the first time.";

    [Fact]
    public void Same_words_are_an_exact_duplicate()
    {
        var finder = new DuplicateFinder();
        Assert.Null(finder.FindOrAdd("a", Quake));
        Assert.Equal(new DuplicateMatch("a", DuplicateRelation.Exact, 1), finder.FindOrAdd("b", Quake.ToUpperInvariant().Replace(". ", ".\n\n", StringComparison.Ordinal)));
    }

    [Fact]
    public void Shortened_text_is_a_near_duplicate_of_the_first()
    {
        var finder = new DuplicateFinder();
        finder.FindOrAdd("a", Quake);
        var match = finder.FindOrAdd("b", "AGENCY – " + string.Join(' ', Quake.Split(' ').Take(45)));
        Assert.Equal(("a", DuplicateRelation.Near), (match!.Id, match.Relation));
        Assert.Equal("a", finder.FindOrAdd("c", string.Join(' ', Quake.Split(' ').Take(45)))!.Id);
    }

    [Fact]
    public void Same_story_in_other_words_is_no_duplicate()
    {
        var finder = new DuplicateFinder();
        finder.FindOrAdd("a", Quake);
        Assert.Null(finder.FindOrAdd("b", QuakeLater));
    }

    [Fact]
    public void Boilerplate_of_many_texts_makes_no_duplicates()
    {
        const string boilerplate = " Subscribe to our newsletter for daily updates, follow us on all channels and read the terms of use of this site before you comment below.";
        var finder = new DuplicateFinder();
        var copies = Enumerable.Range(0, 200).Count(i => finder.FindOrAdd($"{i}", string.Join(' ', Enumerable.Range(0, 60).Select(k => $"w{i}x{k}")) + boilerplate) is not null);
        Assert.Equal(0, copies);
    }

    [Fact]
    public void Oldest_text_is_forgotten_first()
    {
        var finder = new DuplicateFinder(maxTexts: 1);
        finder.FindOrAdd("a", Quake);
        finder.FindOrAdd("b", Election);
        Assert.Null(finder.FindOrAdd("c", Quake));
    }

    [Fact]
    public void Texts_of_one_event_are_one_story()
    {
        var stories = StoryGrouper.Group([new("a", Quake), new("b", Election), new("c", QuakeLater), new("d", Quake)]);
        Assert.Equal(["a", "b", "a", "a"], stories.Select(s => s.Story));
        Assert.Equal(new StoryAssignment("d", "a", "a", DuplicateRelation.Exact), stories[3]);
    }

    [Fact]
    public void Texts_far_apart_in_time_are_two_stories()
    {
        var day = Analysis.Published;
        var stories = StoryGrouper.Group([new("a", Quake) { Published = day }, new("b", QuakeLater) { Published = day.AddDays(90) }]);
        Assert.Equal(["a", "b"], stories.Select(s => s.Story));
    }

    [Fact]
    public void Any_texts_get_one_assignment_each_to_earlier_texts() => HostileText.Any.Array[0, 12].Sample(texts =>
    {
        var stories = StoryGrouper.Group([.. texts.Select((t, i) => new StoryDocument($"{i:00}", t) { Title = t[..Math.Min(5, t.Length)] })]);
        Assert.Equal(texts.Length, stories.Count);
        Assert.All(stories, s => Assert.True(string.CompareOrdinal(s.Story, s.Id) <= 0 && (s.DuplicateOf is null || string.CompareOrdinal(s.DuplicateOf, s.Id) < 0)));
    });
}
