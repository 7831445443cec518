using Google.Protobuf;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Store.Articles;

namespace NewsPlatform.IntegrationTests.Store;

/// <summary>Records as revisions keep them.</summary>
public sealed class ArticleRecordTests
{
    private const int MaxBytes = 64 << 20;

    [Fact]
    public void Largest_record_that_is_kept_is_read_back()
    {
        var article = OfSize(MaxBytes);

        Assert.Equal(article, ArticleRecord.Unpack(ArticleRecord.Pack(article)));
    }

    [Fact]
    public void Record_that_could_not_be_read_back_is_refused_by_name()
    {
        var refused = Assert.Throws<InvalidDataException>(() => ArticleRecord.Pack(OfSize(MaxBytes + 1)));

        Assert.Contains("articles/large", refused.Message, StringComparison.Ordinal);
    }

    private static Article OfSize(int bytes)
    {
        var rest = OfPayload(bytes).CalculateSize() - bytes;
        var article = OfPayload(bytes - rest);
        Assert.Equal(bytes, article.CalculateSize());
        return article;
    }

    private static Article OfPayload(int bytes) =>
        new() { Name = "articles/large", Signature = new TextSignature { MinHash = UnsafeByteOperations.UnsafeWrap(new byte[bytes]) } };
}
