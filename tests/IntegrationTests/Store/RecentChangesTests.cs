using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Store.Articles;
using NewsPlatform.Store.Changes;

namespace NewsPlatform.IntegrationTests.Store;

/// <summary>What the relay need not read back: never a change out of its turn.</summary>
public sealed class RecentChangesTests
{
    private readonly RecentChanges recent = new();

    [Fact]
    public void Changes_are_taken_in_order_up_to_a_gap_and_the_gap_is_left_to_the_log()
    {
        recent.Start();
        recent.Add([Of(4), Of(2)]);
        recent.Add([Of(1)]);

        Assert.Equal([1, 2], Positions(recent.Take(0, 10, out var missing)));
        Assert.Equal(0, missing);
        Assert.Empty(recent.Take(2, 10, out missing));
        Assert.Equal(1, missing);
        Assert.Equal([4], Positions(recent.Take(3, 10, out _)));
        Assert.Empty(recent.Take(4, 10, out missing));
        Assert.Equal(10, missing);
    }

    [Fact]
    public void Changes_beyond_a_limit_wait()
    {
        recent.Start();
        recent.Add([Of(1), Of(2), Of(3)]);

        Assert.Equal([1, 2], Positions(recent.Take(0, 2, out _)));
        Assert.Equal([3], Positions(recent.Take(2, 2, out _)));
    }

    [Fact]
    public void What_the_log_has_told_already_is_forgotten()
    {
        recent.Start();
        recent.Add([Of(1), Of(2), Of(3)]);

        Assert.Equal([3], Positions(recent.Take(2, 10, out _)));
        Assert.Empty(recent.Take(0, 10, out _));
    }

    [Fact]
    public void Process_that_does_not_tell_keeps_nothing()
    {
        recent.Add([Of(1)]);
        recent.Start();
        Assert.Empty(recent.Take(0, 10, out _));

        recent.Add([Of(1)]);
        recent.Stop();
        recent.Start();
        Assert.Empty(recent.Take(0, 10, out _));
    }

    [Fact]
    public void Telling_leaves_the_record_of_the_message_as_it_is()
    {
        var change = Of(1);
        var before = change.Record.Clone();
        recent.Start();
        recent.Add([change]);

        var told = Assert.Single(recent.Take(0, 10, out _));

        Assert.Equal(1, told.Change.Article.Revision);
        Assert.Equal(before, change.Record);
    }

    [Fact]
    public void What_finds_no_room_is_left_to_the_log()
    {
        var text = new char[1 << 20];
        var random = new Random(1);
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = (char)random.Next(0x4E00, 0x9FFF);
        }

        recent.Start();
        recent.Add([.. Enumerable.Range(1, 20).Select(position => Of(position, new string(text)))]);

        var taken = Positions(recent.Take(0, 100, out _)).ToList();
        Assert.InRange(taken.Count, 1, 19);
        Assert.Equal(Enumerable.Range(1, taken.Count).Select(position => (long)position), taken);
    }

    [Fact]
    public void Room_is_that_of_what_is_held_however_small_it_packs()
    {
        recent.Start();
        recent.Add([.. Enumerable.Range(1, 40).Select(position => Of(position, new string('a', 1 << 20)))]);

        Assert.InRange(recent.Take(0, 100, out _).Count, 1, 32);
    }

    private static IEnumerable<long> Positions(IEnumerable<LoggedChange> changes) => changes.Select(change => change.Change.Position);

    private static RecentChange Of(long position, string text = "Some words.")
    {
        var page = Page.Of($"a{position}").Change(p => p.Article.Text = text);
        var incoming = IncomingArticle.Of(page.Ref, page.Article, DateTimeOffset.UnixEpoch);
        var entry = new ChangeEntry { Position = position, Kind = (long)ChangeKind.Stored, Article = incoming.Id, Revision = 1, Time = 1 };
        return RecentChange.Of(
            entry, new StoredArticle { Id = incoming.Id, Url = incoming.Url, Story = incoming.Id, Created = 1 }, new NewRevision(incoming, 1, 1, RevisionCause.Fetched), ArticleUrls.Of([]));
    }
}
