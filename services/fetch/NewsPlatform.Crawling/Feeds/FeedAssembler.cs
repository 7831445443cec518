using System.Globalization;
using NewsPlatform.Crawling.Dates;
using NewsPlatform.Crawling.Xml;

namespace NewsPlatform.Crawling.Feeds;

/// <summary>Puts a feed together while its markup is parsed; entries are read and forgotten one by one.</summary>
internal sealed class FeedAssembler
{
    private static readonly TimeSpan MaxTtl = TimeSpan.FromDays(30);

    private readonly Uri url;
    private readonly List<FeedEntry> entries = [];

    public FeedAssembler(Uri url)
    {
        this.url = url;
        Builder = new MarkupBuilder(url, Finished);
    }

    public MarkupBuilder Builder { get; }

    /// <param name="error">What the strict parser said, when the lenient one was needed.</param>
    public FeedResult Result(string error)
    {
        switch (Builder.End)
        {
            case MarkupEnd.TooDeep:
                return FeedResult.Failed(FeedFaultKind.TooDeep, $"elements are nested deeper than {MarkupBuilder.MaxDepth}");
            case MarkupEnd.NestedEntities:
                return FeedResult.Failed(FeedFaultKind.Malformed, "the document declares entities made of entities, as no feed does");
            case MarkupEnd.TooLarge:
                return FeedResult.Failed(FeedFaultKind.TooLarge, "the feed has too many elements outside its entries");
            default:
                break;
        }

        if (Builder.Root is not { } root)
        {
            return FeedResult.Failed(error.Length > 0 ? FeedFaultKind.Malformed : FeedFaultKind.NotAFeed, error.Length > 0 ? $"no element could be read: {error}" : "there is no element");
        }

        if (!IsFeed(root) && Inner(root) is { } inner)
        {
            root = inner;
        }

        if (!IsFeed(root))
        {
            return FeedResult.Failed(FeedFaultKind.NotAFeed, $"the document starts with <{root.Name}>, which is no feed");
        }

        var channel = root.Name is "feed" or "channel" ? root : ChannelOf(root);
        if (channel is null && entries.Count == 0 && error.Length > 0)
        {
            return FeedResult.Failed(FeedFaultKind.Malformed, $"<{root.Name}> has no channel and no entries: {error}");
        }

        channel ??= root;
        var title = FeedFields.Title(channel);
        var (authors, emails) = (FeedPeople.Authors(channel), FeedPeople.AuthorEmails(channel));
        if (channel.Is("atom", "feed") && authors.Count > 0)
        {
            // RFC 4287 section 4.2.1: a feed's authors are those of its entries that name none.
            for (var i = 0; i < entries.Count; i++)
            {
                entries[i] = entries[i].Authors.Count > 0 ? entries[i] : entries[i] with { Authors = authors, AuthorEmails = emails };
            }
        }

        var language = channel.ChildText("", "language") ?? channel.ChildText("dc", "language") ?? channel.Attribute("xml:lang") ?? root.Attribute("xml:lang");
        return FeedResult.Of(new FeedDocument(
            title,
            FeedFields.Link(channel, url) ?? FeedFields.Resolve(channel.Attribute("href"), url),
            PlainText.Collapse(language, 40),
            Ttl(channel),
            Hub(channel),
            FeedFields.Date(channel, "updated", "lastbuilddate", "modified", "pubdate", "date", "published") ?? FeedFields.LastModified(channel),
            entries)
        {
            Id = FeedFields.Id(channel),
            FeedUrl = FeedFields.LinkOf(channel, "self"),
            Description = FeedFields.Description(channel),
            Copyright = FeedFields.Copyright(channel),
            Generator = FeedFields.Generator(channel),
            ImageUrl = FeedFields.Image(channel),
            Published = FeedFields.Date(channel, "pubdate", "published", "date"),
            Authors = authors,
            AuthorEmails = emails,
            Categories = FeedFields.Categories(channel),
        });
    }

    private MarkupVerdict Finished(MarkupElement element)
    {
        if (element.Name is not ("item" or "entry") || element.Space is not ("" or "atom" or Namespaces.Other) || !(IsFeed(Builder.Root) || element.Parent?.Is("atom", "feed") == true) || IsInsideEntry(element))
        {
            return MarkupVerdict.Keep;
        }

        entries.Add(FeedFields.Entry(element));
        return entries.Count >= FeedReader.MaxEntries ? MarkupVerdict.Stop : MarkupVerdict.Take;
    }

    /// <summary>An Atom entry document (RFC 4287 section 2) counts as a feed of one.</summary>
    private static bool IsFeed(MarkupElement? root) => root?.Name is "rss" or "rdf" or "channel" or "feed" || root is { Name: "entry", Space: "atom" };

    /// <summary>An Atom feed that a web page holds as markup.</summary>
    private static MarkupElement? Inner(MarkupElement element)
    {
        foreach (var child in element.Children)
        {
            if (child.Is("atom", "feed"))
            {
                return child;
            }

            if (Inner(child) is { } deeper)
            {
                return deeper;
            }
        }

        return null;
    }

    /// <summary>An entry of an entry is part of it: of its source, or of broken nesting.</summary>
    private static bool IsInsideEntry(MarkupElement element)
    {
        for (var outer = element.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer.Name is "item" or "entry" && outer.Space is "" or "atom")
            {
                return true;
            }
        }

        return false;
    }

    private static MarkupElement? ChannelOf(MarkupElement root)
    {
        foreach (var child in root.Children)
        {
            if (child.Name is "channel")
            {
                return child;
            }
        }

        return null;
    }

    private static TimeSpan? Ttl(MarkupElement channel)
    {
        if (int.TryParse(channel.ChildText("", "ttl"), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes > 0)
        {
            return Bounded(minutes);
        }

        double? period = channel.ChildText("sy", "updateperiod")?.ToLowerInvariant() switch
        {
            "hourly" => 60,
            "daily" => 24 * 60,
            "weekly" => 7 * 24 * 60,
            _ => null,
        };
        if (period is not { } length)
        {
            return null;
        }

        var times = int.TryParse(channel.ChildText("sy", "updatefrequency"), NumberStyles.None, CultureInfo.InvariantCulture, out var frequency) ? Math.Max(frequency, 1) : 1;
        return Bounded(length / times);
    }

    private static TimeSpan Bounded(double minutes) => minutes >= MaxTtl.TotalMinutes ? MaxTtl : TimeSpan.FromMinutes(minutes);

    private static string? Hub(MarkupElement channel)
    {
        foreach (var child in channel.Children)
        {
            if (child.Is("atom", "link") && string.Equals(child.Attribute("rel")?.Trim(), "hub", StringComparison.OrdinalIgnoreCase))
            {
                return FeedFields.Resolve(child.Attribute("href"), child.Base);
            }
        }

        return null;
    }
}
