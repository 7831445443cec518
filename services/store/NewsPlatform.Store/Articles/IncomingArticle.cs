using Google.Protobuf;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Telemetry;
using NewsPlatform.Store.Rpc;
using NewsPlatform.Store.Search;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Store.Articles;

/// <summary>
/// An article on its way into the store, with everything made of it that needs no database: this runs in each consumer
/// at once, before the one transaction of the group.
/// </summary>
internal sealed class IncomingArticle
{
    private const int MaxTitle = 2_000;
    private const int MaxColumn = 200;
    private const int MaxUrl = 8_192;
    private const int MaxBands = 64;

    private IncomingArticle(PageRef page, Article article, string id, DateTimeOffset now)
    {
        Page = page;
        Id = id;
        Url = StoredText.Clean(article.Url, MaxUrl);
        Title = StoredText.Clean(article.Title, MaxTitle);
        Language = StoredText.Clean(article.Language, MaxColumn);
        Kind = (long)article.Kind;
        Flags = FlagColumn.Of(article.Flags);
        var provenance = article.Provenance ?? new Provenance();
        Source = StoredText.Clean(provenance.Source.Length > 0 ? provenance.Source : page.Source, MaxColumn);
        Published = article.Published?.Time?.ToMicros();
        ContentHash = StoredText.Clean(article.ContentHash, MaxColumn);
        FetchTime = (provenance.FetchTime ?? page.FetchTime)?.ToMicros() ?? now.ToMicros();
        CleanTime = provenance.CleanTime;
        EnrichTime = provenance.EnrichTime;
        MinHash = article.Signature?.MinHash.ToByteArray() ?? [];
        Bands = article.Signature is { } signature ? [.. signature.Bands.Take(MaxBands).Distinct().Select(key => unchecked((long)key))] : [];
        PageUrls = [.. new[] { page.Url, provenance.FinalUrl }.Where(url => url.Length > 0).Select(Normalise)];
        Urls = [.. PageUrls.Append(StoredText.Clean(provenance.RequestedUrl, MaxUrl)).Append(Url).Where(url => url.Length > 0).Distinct(StringComparer.Ordinal)];
        Owner = page.ToByteArray();
        Reprocessing = StoredText.Clean(provenance.Reprocessing, MaxColumn);
        Content = new ShownContent(article);
        Search = SearchDocument.Of(article);
        Record = ArticleRecord.Pack(article);
    }

    public PageRef Page { get; }

    /// <summary>The article's name without <c>articles/</c>.</summary>
    public string Id { get; }

    public string Url { get; }

    public string Title { get; }

    public string Language { get; }

    public long Kind { get; }

    public string Flags { get; }

    public string Source { get; }

    public long? Published { get; }

    public string ContentHash { get; }

    public long FetchTime { get; }

    public Google.Protobuf.WellKnownTypes.Timestamp? CleanTime { get; }

    public Google.Protobuf.WellKnownTypes.Timestamp? EnrichTime { get; }

    public byte[] MinHash { get; }

    public long[] Bands { get; }

    /// <summary>Every address that this page and this record name.</summary>
    public string[] Urls { get; }

    /// <summary>The page as it is kept with the article that it owns.</summary>
    public byte[] Owner { get; }

    /// <summary>The run that read an old capture anew; empty for what was read when it was fetched.</summary>
    public string Reprocessing { get; }

    /// <summary>Whether an old capture was read anew.</summary>
    public bool IsReextracted => Reprocessing.Length > 0;

    public ShownContent Content { get; }

    public SearchDocument Search { get; }

    public byte[] Record { get; }

    /// <summary>Whether the page stands at the article's canonical address.</summary>
    public bool IsCanonical => PageUrls.Contains(Url, StringComparer.Ordinal);

    /// <summary>The span of its message: the transaction that stores it belongs to many.</summary>
    public string? Trace { get; } = PipelineTrace.Current;

    private string[] PageUrls { get; }

    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidDataException">The message lacks what the stages before must have set.</exception>
    public static IncomingArticle Of(PageRef? page, Article? article, DateTimeOffset now)
    {
        if (page is null || page.Name.Length == 0 || article is null)
        {
            throw new InvalidDataException("The message has no page or no article.");
        }

        if (!ResourceName.TryArticle(article.Name, out var id))
        {
            throw new InvalidDataException($"article.name is \"{article.Name}\"; {ResourceName.ArticlePattern} would be right.");
        }

        if (article.Url.Length == 0 || article.ContentHash.Length == 0)
        {
            throw new InvalidDataException($"{article.Name} has no url or no content_hash.");
        }

        return new IncomingArticle(page, article, id, now);
    }

    // As LookupArticle will look for it.
    private static string Normalise(string url) => PageUrl.TryParse(url, null, out var page, out _) ? page.Value : StoredText.Clean(url, MaxUrl);
}
