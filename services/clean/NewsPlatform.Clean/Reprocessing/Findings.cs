using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Clean.Reprocessing;

/// <summary>What was found in one batch of captures.</summary>
internal sealed class Findings
{
    private readonly Dictionary<string, SiteTally> sites = new(StringComparer.Ordinal);
    private readonly List<(PageDifference Difference, double Weight)> pages = [];

    /// <summary>The numbers.</summary>
    public ReprocessingCounts Counts { get; } = new();

    /// <summary>The numbers by site.</summary>
    public IReadOnlyCollection<SiteTally> Sites => sites.Values;

    /// <summary>The differences, and how much each weighs among those of its kind.</summary>
    public IReadOnlyList<(PageDifference Difference, double Weight)> Pages => pages;

    /// <summary>An article that another extractor reads the same.</summary>
    public void Unchanged(string url)
    {
        Counts.Unchanged++;
        SiteOf(url).Compared++;
    }

    /// <summary>An article that is read differently.</summary>
    /// <param name="url">The page's address.</param>
    /// <param name="capture">Its capture.</param>
    /// <param name="change">What differs.</param>
    public void Changed(string url, string capture, ArticleChange change)
    {
        Counts.Changed++;
        Counts.TitleChanged += change.Title ? 1 : 0;
        Counts.BodyChanged += change.Body ? 1 : 0;
        Counts.DateChanged += change.Date ? 1 : 0;
        Counts.AuthorsChanged += change.Authors ? 1 : 0;
        Counts.KindChanged += change.Kind ? 1 : 0;
        Counts.OtherChanged += change.Other ? 1 : 0;
        Counts.AddressChanged += change.Address ? 1 : 0;
        if (change.Body)
        {
            Counts.WordsAdded += change.Words.Added;
            Counts.WordsRemoved += change.Words.Removed;
            Counts.WordsBefore += change.Words.Before;
        }

        var site = SiteOf(url);
        site.Compared++;
        site.Changed++;
        site.BodyChanged += change.Body ? 1 : 0;
        site.Distance += change.Words.Ratio;
        Add(PageDifference.Types.Kind.Changed, url, capture, change.ArticleName, change.Words.Ratio, change.Words.Ratio, change.Fields);
    }

    /// <summary>An article that this very run has changed in a batch that it did not live to note.</summary>
    public void ChangedBefore(string url, bool isNew)
    {
        var site = SiteOf(url);
        site.Compared++;
        if (isNew)
        {
            Counts.NowAccepted++;
            Counts.Stored++;
            site.NowAccepted++;
        }
        else
        {
            Counts.Changed++;
            Counts.Revised++;
            site.Changed++;
        }
    }

    /// <summary>An article that is a rejection now.</summary>
    public void NowRejected(string url, string capture, string article, int words, FieldDifference reason)
    {
        Counts.NowRejected++;
        var site = SiteOf(url);
        site.Compared++;
        site.NowRejected++;
        Add(PageDifference.Types.Kind.NowRejected, url, capture, article, 1, words, [reason]);
    }

    /// <summary>A page without an article that has one now.</summary>
    public void NowAccepted(string url, string capture, string article, int words, IReadOnlyList<FieldDifference> fields)
    {
        Counts.NowAccepted++;
        var site = SiteOf(url);
        site.Compared++;
        site.NowAccepted++;
        Add(PageDifference.Types.Kind.NowAccepted, url, capture, article, 1, words, fields);
    }

    /// <summary>A page without an article that has none now either.</summary>
    public void StillRejected(string url)
    {
        Counts.StillRejected++;
        SiteOf(url).Compared++;
    }

    private void Add(
        PageDifference.Types.Kind kind, string url, string capture, string article, double distance, double weight, IReadOnlyList<FieldDifference> fields) =>
        pages.Add((new PageDifference { Kind = kind, Url = url, Capture = capture, Article = article, Distance = distance, Fields = { fields } }, weight));

    private SiteTally SiteOf(string url)
    {
        var name = PageUrl.TryParse(url, null, out var page, out _) ? page.Site : "";
        if (!sites.TryGetValue(name, out var site))
        {
            sites.Add(name, site = new SiteTally { Site = name });
        }

        return site;
    }
}
