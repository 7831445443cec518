using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Clean.Reprocessing;

/// <summary>What Store has of pages.</summary>
internal sealed class StoredArticles(StoreService.StoreServiceClient store, CleanOptions options, TimeProvider time)
{
    private const int MaxUrls = 100;

    // Enough to tell whether a revision has arrived.
    private static readonly FieldMask Outline = FieldMask.FromString<Article>("name,provenance,withdraw_time,revision");

    /// <summary>The articles at addresses, with all that an extractor reads; addresses without one are left out.</summary>
    public Task<Dictionary<string, Article>> LookupAsync(IReadOnlyList<string> urls, CancellationToken cancellationToken) => LookupAsync(urls, null, cancellationToken);

    /// <summary>Name, provenance, revision and withdrawal of the articles at addresses.</summary>
    public Task<Dictionary<string, Article>> OutlinesAsync(IReadOnlyList<string> urls, CancellationToken cancellationToken) => LookupAsync(urls, Outline, cancellationToken);

    private async Task<Dictionary<string, Article>> LookupAsync(IReadOnlyList<string> urls, FieldMask? mask, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Article>(StringComparer.Ordinal);
        var left = urls.Distinct(StringComparer.Ordinal).ToList();
        while (left.Count > 0)
        {
            var response = await store.LookupArticlesAsync(
                new LookupArticlesRequest { Urls = { left.Take(MaxUrls) }, ReadMask = mask },
                deadline: time.GetUtcNow().UtcDateTime + options.CaptureTimeout,
                cancellationToken: cancellationToken);
            foreach (var result in response.Results.Where(result => result.Article is not null))
            {
                found[result.Url] = result.Article;
            }

            // A server that answered for none would be asked for ever.
            left.RemoveRange(0, Math.Clamp(response.Results.Count, 1, left.Count));
        }

        return found;
    }
}
