using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Body.Learnt;

namespace NewsPlatform.UnitTests.Extraction.Body.Learnt;

public sealed class SubheadsTests
{
    // Heading and paragraph by turns: blocks 1, 3, 5 and 7 are headings behind a first paragraph.
    private static readonly PageScan Scan = Page();
    private static readonly int[] Rules = [0, 1, 2, 3, 4, 5, 6, 7, 8];

    private static PageScan Page()
    {
        var scan = new PageScan();
        scan.Containers.Add(new Container { Parent = -1, Tag = "p", Names = "", Element = null!, Own = ElementHint.None, Depth = 1, FirstBlock = 0 });
        scan.Containers.Add(new Container { Parent = -1, Tag = "h2", Names = "subhead", Element = null!, Own = ElementHint.None, Depth = 1, FirstBlock = 0 });
        for (var i = 0; i < 9; i++)
        {
            scan.Blocks.Add(new TextBlock { Text = "A line of the page.", Anchors = [], Linked = 0, Emphasised = 0, Container = i % 2, Hints = ElementHint.None, Length = 100, Punctuation = 1, Small = 0 });
        }

        return scan;
    }

    [Fact]
    public void Heading_comes_back_where_most_of_its_kind_stayed() => Assert.Equal(Rules, Subheads.Complete(Scan, Rules, [0, 1, 2, 3, 4, 6, 7, 8]));

    [Fact]
    public void Heading_whose_text_is_left_out_stays_out() => Assert.Equal([0, 1, 2, 3, 4, 7, 8], Subheads.Complete(Scan, Rules, [0, 1, 2, 3, 4, 7, 8]));

    [Fact]
    public void Headings_stay_out_where_most_of_their_kind_do() => Assert.Equal([0, 1, 2, 4, 6, 8], Subheads.Complete(Scan, Rules, [0, 1, 2, 4, 6, 8]));

    [Fact]
    public void Nothing_comes_to_nothing() => Assert.Empty(Subheads.Complete(Scan, Rules, []));
}
