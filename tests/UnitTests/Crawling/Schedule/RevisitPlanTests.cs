using NewsPlatform.Crawling.Schedule;

namespace NewsPlatform.UnitTests.Crawling.Schedule;

public sealed class RevisitPlanTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly RevisitBounds Bounds = new();

    [Fact]
    public void Article_is_revisited_at_each_age_and_then_left_alone()
    {
        Assert.Equal(["15m", "1h", "6h", "1d", "7d"], Run(_ => RevisitFinding.Unchanged, new RevisitFacts { FirstFetched = Start }).Select(AgeOf));
    }

    [Fact]
    public void Age_counts_from_the_publication_of_an_article_that_was_met_late()
    {
        var met = new RevisitFacts { FirstFetched = Start, Published = Start.AddHours(-3) };

        Assert.Equal((TimeSpan.FromHours(3), TimeSpan.FromHours(6)), Due(met));
        Assert.Null(RevisitPlan.Next(met with { Published = Start.AddDays(-8) }, Bounds, Start));
    }

    [Fact]
    public void Publication_to_come_puts_no_revisit_off() =>
        Assert.Equal((TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15)), Due(new RevisitFacts { FirstFetched = Start, Published = Start.AddDays(30) }));

    [Fact]
    public void First_fetch_by_a_clock_that_was_ahead_puts_no_revisit_off() =>
        Assert.Equal((TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15)), Due(new RevisitFacts { FirstFetched = Start.AddYears(1) }));

    [Fact]
    public void Publication_on_a_day_spares_no_revisit_of_that_day()
    {
        var facts = new RevisitFacts { FirstFetched = Start, Published = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero) };

        Assert.Equal(TimeSpan.FromMinutes(15), Due(facts).Age);
        Assert.NotNull(RevisitPlan.Next(facts with { Published = new DateTimeOffset(9999, 12, 31, 0, 0, 0, TimeSpan.Zero) }, Bounds, Start));
    }

    [Fact]
    public void Age_that_is_almost_reached_is_left_out() =>
        Assert.Equal(TimeSpan.FromHours(1), Due(new RevisitFacts { FirstFetched = Start, Published = Start.AddMinutes(-13) }).Age);

    [Fact]
    public void Article_that_changes_is_looked_at_more_often_until_it_rests()
    {
        var changing = Run(age => age < TimeSpan.FromHours(3) ? RevisitFinding.Changed : RevisitFinding.Unchanged, new RevisitFacts { FirstFetched = Start });

        var during = changing.Where(age => age < TimeSpan.FromHours(3)).ToList();
        Assert.InRange(during.Count, 25, 40);
        Assert.All(during.Skip(3).Zip(during.Skip(4)), pair => Assert.Equal(TimeSpan.FromMinutes(5), pair.Second - pair.First));
        Assert.InRange(changing.Count - during.Count, 5, 16);
        Assert.Equal(TimeSpan.FromDays(7), changing[^1]);
    }

    [Fact]
    public void Live_blog_is_looked_at_often_from_the_start()
    {
        var facts = new RevisitFacts { FirstFetched = Start, IsLive = true };

        Assert.Equal(new RevisitDue(Bounds.Shortest, TimeSpan.Zero, Bounds.Shortest, RevisitReason.Lively), RevisitPlan.Next(facts, Bounds, Start));
        Assert.Equal(["5m", "15m", "35m", "1h"], Run(_ => RevisitFinding.Unchanged, facts).Take(4).Select(AgeOf));
    }

    [Fact]
    public void Source_that_never_changes_anything_is_revisited_for_a_share_of_its_articles()
    {
        Assert.Equal(1, RevisitPlan.Share(default));
        Assert.Equal(1, RevisitPlan.Share(new RevisitRecord(TimeSpan.FromHours(1), 8, 0)));
        Assert.Equal(0.5, RevisitPlan.Share(new RevisitRecord(TimeSpan.FromHours(1), 18, 0)), 3);
        Assert.Equal(1, RevisitPlan.Share(new RevisitRecord(TimeSpan.FromHours(1), 60, 6)));
        Assert.Equal(RevisitPlan.SmallestShare, RevisitPlan.Share(new RevisitRecord(TimeSpan.FromHours(1), 1000, 0)));

        // At 15 minutes never, at an hour often.
        RevisitRecord[] record = [new(TimeSpan.FromMinutes(15), 1000, 0), new(TimeSpan.FromHours(1), 50, 20)];
        var plans = Enumerable.Range(0, 2000).Select(i => RevisitPlan.Next(new RevisitFacts { FirstFetched = Start, Record = record, Seed = (ulong)i }, Bounds, Start)!.Value).ToList();
        Assert.InRange(plans.Count(plan => plan is { Reason: RevisitReason.Age, Age.TotalMinutes: 15 }), 80, 170);
        Assert.Equal(2000, plans.Count(plan => plan is { Reason: RevisitReason.Age, Age.TotalMinutes: 15 } or { Reason: RevisitReason.Rare, Age.TotalMinutes: 60 }));
    }

    [Fact]
    public void Page_that_is_gone_is_left_alone_and_one_that_is_missing_is_not()
    {
        var facts = new RevisitFacts { FirstFetched = Start, Pace = Bounds.Shortest };

        Assert.Null(RevisitPlan.Next(facts with { Finding = RevisitFinding.Gone }, Bounds, Start.AddHours(1)));
        Assert.Equal(RevisitReason.Age, RevisitPlan.Next(facts with { Finding = RevisitFinding.Missing }, Bounds, Start.AddHours(1))?.Reason);
        Assert.Equal(RevisitReason.Lively, RevisitPlan.Next(facts with { Finding = RevisitFinding.Failed }, Bounds, Start.AddHours(1))?.Reason);
    }

    [Fact]
    public void Revisits_of_what_changes_for_ever_are_bounded()
    {
        var bounds = new RevisitBounds { Ages = [TimeSpan.FromDays(30)] };

        Assert.Equal(RevisitPlan.MaxRevisits, Run(_ => RevisitFinding.Changed, new RevisitFacts { FirstFetched = Start, IsLive = true }, bounds).Count);
    }

    [Fact]
    public void Without_ages_nothing_is_revisited() =>
        Assert.Null(RevisitPlan.Next(new RevisitFacts { FirstFetched = Start, IsLive = true }, new RevisitBounds { Ages = [TimeSpan.Zero] }, Start));

    private static (TimeSpan Wait, TimeSpan Age) Due(RevisitFacts facts) => RevisitPlan.Next(facts, Bounds, Start) is { } due ? (due.Wait, due.Age) : default;

    // The ages at which an article is looked at when each look comes on time and finds what the test says.
    private static List<TimeSpan> Run(Func<TimeSpan, RevisitFinding> look, RevisitFacts facts, RevisitBounds? bounds = null)
    {
        var ages = new List<TimeSpan>();
        var now = Start;
        while (RevisitPlan.Next(facts, bounds ?? Bounds, now) is { } due)
        {
            now += due.Wait;
            ages.Add(now - Start);
            facts = facts with { Finding = look(now - Start), Pace = due.Pace, Made = facts.Made + 1 };
            Assert.InRange(ages.Count, 1, 1000);
        }

        return ages;
    }

    private static string AgeOf(TimeSpan age) => age switch
    {
        { TotalMinutes: < 60 } => $"{age.TotalMinutes:0}m",
        { TotalHours: < 24 } => $"{age.TotalHours:0}h",
        _ => $"{age.TotalDays:0}d",
    };
}
