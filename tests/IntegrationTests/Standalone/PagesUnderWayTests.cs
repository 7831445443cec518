using NewsPlatform.Standalone.Display;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Standalone;

/// <summary>When the standalone host looks at what came of its pages.</summary>
public sealed class PagesUnderWayTests
{
    private readonly ManualClock clock = new(DateTimeOffset.UnixEpoch);
    private readonly PagesUnderWay pages;

    public PagesUnderWayTests() => pages = new PagesUnderWay(clock);

    [Fact]
    public void Silence_before_anything_moved_is_no_lull()
    {
        clock.Advance(TimeSpan.FromHours(1));

        Assert.False(pages.TryTakeLull());
    }

    [Fact]
    public void Silence_while_a_page_is_under_way_is_no_lull()
    {
        pages.Begin("pages/a");
        pages.Begin("pages/b");
        pages.End("pages/a");
        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.False(pages.TryTakeLull());
    }

    [Fact]
    public void Silence_after_all_pages_ended_is_a_lull_once()
    {
        pages.Begin("pages/a");
        pages.Pass();
        pages.End("pages/a");
        Assert.False(pages.TryTakeLull());
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.True(pages.TryTakeLull());
        clock.Advance(TimeSpan.FromHours(1));
        Assert.False(pages.TryTakeLull());
    }

    [Fact]
    public void Page_that_never_ends_puts_the_lull_off_but_not_for_ever()
    {
        pages.Begin("pages/lost");
        clock.Advance(TimeSpan.FromMinutes(2));

        Assert.True(pages.TryTakeLull());
    }
}
