using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Authors;
using NewsPlatform.Extraction.Dates;
using NewsPlatform.Text.Urls;
using Proto = NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Clean;

/// <summary>From the library's article to the record.</summary>
internal static class ArticleMapping
{
    public static Proto.Article ToProto(ExtractedArticle from, Uri pageUrl)
    {
        var url = IdentityOf(from, pageUrl);
        var article = new Proto.Article
        {
            Name = $"articles/{url.Id}",
            Url = url.Value,
            Kind = KindOf(from.Kind),
            Title = from.Title.Value,
            Standfirst = from.Standfirst?.Value ?? "",
            Authors = { from.Authors.Select(a => ToProto(a.Value)) },
            Section = from.Section?.Value ?? "",
            Breadcrumbs = { from.Breadcrumbs },
            Dateline = from.Dateline?.Value ?? "",
            Language = from.Language.Value,
            Published = ToProto(from.Published?.Value),
            Modified = ToProto(from.Modified?.Value),
            Displayed = ToProto(from.Displayed?.Value),
            Blocks = { from.Blocks.Select(BlockMapping.ToProto) },
            Text = from.Text,
            Markdown = from.Markdown,
            Html = from.Html,
            Tags = { from.Tags },
            Rights = new Proto.Rights
            {
                License = from.Rights.License ?? "",
                Copyright = from.Rights.CopyrightLine ?? "",
                Robots = { (from.Rights.RobotsMeta ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) },
                TdmReserved = from.Rights.TdmReserved == true,
            },
            Links = { from.Links.Select(ToProto) },
            Related = { from.RelatedLinks.Select(ToProto) },
            Alternates = { from.Alternates.Select(a => new Proto.Alternate { Url = a.Url.AbsoluteUri, Language = a.Language }) },
            Corrections = { from.Corrections.Select(c => new Proto.Correction { Text = c.Text, Time = ToProto(c.Date) }) },
            Completeness = CompletenessOf(from.Completeness),
            WordCount = from.WordCount,
            Flags = { from.Flags },
            Signature = new Proto.TextSignature { MinHash = ByteString.CopyFrom(from.Signature.MinHash), Bands = { from.Signature.Bands } },
        };
        if (from.AmpUrl is { } amp)
        {
            article.Alternates.Add(new Proto.Alternate { Url = amp.AbsoluteUri, Form = "amp" });
        }

        if (from.Publisher is { } publisher)
        {
            article.Publisher = new Proto.Publisher { Name = publisher.Value.Name, Url = publisher.Value.Url?.AbsoluteUri ?? "" };
        }

        if (from.LeadImage is { } image)
        {
            article.LeadImage = new Proto.Image
            {
                Url = image.Value.Url.AbsoluteUri,
                Caption = image.Value.Caption ?? "",
                Credit = image.Value.Credit ?? "",
                Width = image.Value.Width ?? 0,
                Height = image.Value.Height ?? 0,
            };
        }

        EvidenceMapping.Add(article.Evidence, from);
        article.ContentHash = HashOf(article);
        return article;
    }

    public static Proto.NewsTime? ToProto(NewsDate? date) => date is null ? null : new Proto.NewsTime
    {
        Time = Timestamp.FromDateTimeOffset(date.Instant),
        Precision = date.Precision switch
        {
            DatePrecision.Year => Proto.Precision.Year,
            DatePrecision.Month => Proto.Precision.Month,
            DatePrecision.Day => Proto.Precision.Day,
            DatePrecision.Minute => Proto.Precision.Minute,
            _ => Proto.Precision.Second,
        },
        OffsetKnown = date.OffsetKnown,
        OffsetMinutes = date.OffsetKnown ? (int)date.Instant.Offset.TotalMinutes : 0,
    };

    // A page may name its own canonical address, but not make itself an article of somebody else's site. A page under a
    // stand-in address (RFC 2606 .invalid: a file that was handed in) has no site, so its word is all there is.
    private static PageUrl IdentityOf(ExtractedArticle article, Uri pageUrl)
    {
        var own = PageUrl.TryParse(pageUrl.OriginalString, null, out var parsed, out _) ? parsed : null;
        if (PageUrl.TryParse(article.CanonicalUrl.Value.OriginalString, pageUrl, out var canonical, out _)
            && (own is null || canonical.Site == own.Site || own.Host.EndsWith(".invalid", StringComparison.Ordinal)))
        {
            return canonical;
        }

        return own ?? throw new InvalidOperationException($"The page's address {pageUrl} is not one that Fetch would give.");
    }

    private static string HashOf(Proto.Article article)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(article.Title);
        Add(article.Standfirst);
        foreach (var author in article.Authors)
        {
            Add(author.Name);
        }

        Add(article.Published?.ToString() ?? "");
        Add(article.Text);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));

        void Add(string part)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
    }

    private static Proto.Author ToProto(Author author) => new()
    {
        Name = author.Name,
        Type = author.Type == AuthorType.Organisation ? Proto.AuthorType.Organisation : Proto.AuthorType.Person,
        Url = author.Url ?? "",
    };

    private static Proto.Link ToProto(Extraction.Links.Link link) => new() { Url = link.Url.AbsoluteUri, Text = link.Text };

    internal static Proto.Completeness CompletenessOf(Completeness completeness) => completeness switch
    {
        Completeness.Full => Proto.Completeness.Full,
        Completeness.PaywalledPart => Proto.Completeness.PaywalledPart,
        Completeness.Truncated => Proto.Completeness.Truncated,
        Completeness.FeedSummary => Proto.Completeness.FeedSummary,
        _ => Proto.Completeness.Unspecified,
    };

    internal static Proto.ArticleKind KindOf(ArticleKind kind) => kind switch
    {
        ArticleKind.LiveBlog => Proto.ArticleKind.LiveBlog,
        ArticleKind.Opinion => Proto.ArticleKind.Opinion,
        ArticleKind.Interview => Proto.ArticleKind.Interview,
        ArticleKind.Review => Proto.ArticleKind.Review,
        ArticleKind.Gallery => Proto.ArticleKind.Gallery,
        ArticleKind.Video => Proto.ArticleKind.Video,
        ArticleKind.Sponsored => Proto.ArticleKind.Sponsored,
        ArticleKind.PressRelease => Proto.ArticleKind.PressRelease,
        ArticleKind.Obituary => Proto.ArticleKind.Obituary,
        _ => Proto.ArticleKind.Article,
    };
}
