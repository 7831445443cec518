using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Store.Rpc;

namespace NewsPlatform.Store.Articles;

/// <summary>An article as it is read: its current record and the columns that complete it.</summary>
internal sealed class ArticleWithRecord
{
    public string Id { get; init; } = "";

    public long Ordinal { get; init; }

    public string Url { get; init; } = "";

    public long Revision { get; init; }

    public long Revisions { get; init; }

    public string CopyOf { get; init; } = "";

    public string Story { get; init; } = "";

    public long Created { get; init; }

    public long Updated { get; init; }

    public long? Withdrawn { get; init; }

    public byte[] Record { get; init; } = [];

    /// <summary>How well it matches a query; where there is one.</summary>
    public double Score { get; init; }

    /// <summary>The record of the API.</summary>
    public Article ToArticle(ArticleUrls urls)
    {
        var article = ArticleRecord.Unpack(Record);
        article.Name = ResourceName.Article(Id);
        article.Revision = (int)Revision;
        article.Revisions = (int)Revisions;
        article.CopyOf = CopyOf.Length > 0 ? ResourceName.Article(CopyOf) : "";
        article.Story = ResourceName.Story(Story);
        article.CreateTime = UnixTime.ToTimestamp(Created);
        article.UpdateTime = UnixTime.ToTimestamp(Updated);
        article.WithdrawTime = UnixTime.ToTimestamp(Withdrawn);
        urls.AddTo(article, Id);
        return article;
    }
}
