using MassTransit;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Standalone.Display;

/// <summary>A line for each stage that a page passes. Changes nothing, so delivery twice shows a line twice.</summary>
internal sealed class ProgressConsumer(Screen screen)
    : IConsumer<PageFetched>, IConsumer<PageRejected>, IConsumer<ArticleCleaned>, IConsumer<ArticleEnriched>, IConsumer<PageSettled>
{
    public Task Consume(ConsumeContext<PageFetched> context) =>
        Show(Stage.Fetched, $"{context.Message.Page.Url}  {context.Message.ContentType}  {context.Message.Size / 1024.0:0.0} KB");

    public Task Consume(ConsumeContext<PageRejected> context) =>
        Show(Stage.Rejected, $"{context.Message.Page.Url}  {context.Message.Rejection.Explanation}");

    public Task Consume(ConsumeContext<ArticleCleaned> context)
    {
        var article = context.Message.Article;
        return Show(Stage.Cleaned, $"\"{article.Title}\"  {article.Language}, {article.WordCount} words");
    }

    public Task Consume(ConsumeContext<ArticleEnriched> context)
    {
        var article = context.Message.Article;
        var found = article.Annotations;
        var people = found.Entities.Count(e => e.Type == EntityType.Person);
        var topic = found.Topics.Count > 0 ? $", {found.Topics[0].Name}" : "";
        return Show(Stage.Enriched, $"\"{article.Title}\"  {people} people, {found.Entities.Count - people} other names, {found.Quotes.Count} quotes{topic}");
    }

    public Task Consume(ConsumeContext<PageSettled> context) =>
        Show(Stage.Stored, $"{context.Message.Page.Url}  {context.Message.Reason}");

    private Task Show(Stage stage, string text)
    {
        screen.Show(stage, text);
        return Task.CompletedTask;
    }
}
