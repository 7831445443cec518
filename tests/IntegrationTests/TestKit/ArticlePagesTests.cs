using NewsPlatform.TestKit.Web;
using Xunit.Abstractions;

namespace NewsPlatform.IntegrationTests.TestKit;

public sealed class ArticlePagesTests(ITestOutputHelper output)
{
    private const int Articles = 400;
    private const double NearDuplicate = 0.1;
    private static readonly Uri Site = new("http://127.0.0.1/");

    [Fact]
    public void Article_is_the_same_whenever_it_is_made()
    {
        var first = ArticlePages.Create(42, Site);
        var again = ArticlePages.Create(42, Site);

        Assert.Equal(first.Html, again.Html);
        Assert.InRange(first.Paragraphs.Count, 6, 12);
    }

    [Fact]
    public void Articles_have_titles_of_their_own()
    {
        var titles = Enumerable.Range(0, Articles).Select(number => ArticlePages.Create(number, Site).Title).Distinct(StringComparer.Ordinal).Count();
        output.WriteLine($"{titles} different titles in {Articles} articles");

        Assert.True(titles > Articles * 95 / 100);
    }

    [Fact]
    public void No_two_articles_are_near_duplicates()
    {
        var shingles = Enumerable.Range(0, Articles).Select(number => Shingles(ArticlePages.Create(number, Site))).ToArray();
        var worst = 0.0;
        for (var i = 0; i < Articles; i++)
        {
            for (var j = i + 1; j < Articles; j++)
            {
                var shared = shingles[i].Count(shingles[j].Contains);
                worst = Math.Max(worst, (double)shared / (shingles[i].Count + shingles[j].Count - shared));
            }
        }

        output.WriteLine($"highest overlap of two articles in 3-word shingles: {worst:0.000}");
        Assert.True(worst < NearDuplicate);
    }

    private static HashSet<string> Shingles(ArticlePage page)
    {
        var words = string.Join(' ', page.Paragraphs).Split(' ');
        return Enumerable.Range(0, words.Length - 2).Select(at => $"{words[at]} {words[at + 1]} {words[at + 2]}").ToHashSet(StringComparer.Ordinal);
    }
}
