namespace NewsPlatform.Extraction.Dates;

/// <summary>Where in the page the article stands, in numbers of text blocks.</summary>
/// <param name="First">The first block of the body.</param>
/// <param name="Last">The last.</param>
/// <param name="Headline">The block that is the headline, or -1.</param>
/// <param name="Fetched">When the page was fetched, if known.</param>
internal readonly record struct ArticlePlace(int First, int Last, int Headline, DateTimeOffset? Fetched)
{
    // Standfirst, picture, caption and sharing buttons stand between headline and text.
    private const int MaxHead = 30;

    /// <summary>Whether a block is in the article's head: from just above the headline to the first lines of the text.</summary>
    public bool IsHead(int position) =>
        Headline >= 0
            ? position >= Headline - 3 && (position <= First + 2 || position <= Headline + 6) && position <= Headline + MaxHead
            : position >= First - 8 && position <= First + 2;

    /// <summary>The first block that may belong to the article's head.</summary>
    public int HeadStart => Math.Max(0, Headline >= 0 ? Math.Min(Headline - 3, First - 12) : First - 12);

    /// <summary>The block behind the last one that may.</summary>
    public int HeadEnd => Math.Max(First + 3, Headline >= 0 ? Math.Min(Headline + 8, Last + 1) : 0);

    /// <summary>0.22 beside headline or first line, less with distance.</summary>
    public double Nearness(int position)
    {
        if (First < 0)
        {
            return 0;
        }

        var distance = position <= First ? First - position : position <= Last ? 4 + (position - First) : 6 + (position - Last);
        if (Headline >= 0)
        {
            distance = Math.Min(distance, position > Headline ? position - Headline - 1 : 2 + Headline - position);
        }

        return Math.Max(0, 0.22 - (0.012 * distance));
    }

    /// <summary>Whether a date is the day of the fetch in some time zone.</summary>
    public bool IsDayOfFetch(NewsDate date) => Fetched is { } fetched && Math.Abs((date.Instant.UtcDateTime.Date - fetched.UtcDateTime.Date).TotalDays) <= 1;
}
