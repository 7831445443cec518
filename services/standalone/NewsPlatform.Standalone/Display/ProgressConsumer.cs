using MassTransit;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Standalone.Display;

/// <summary>A line for each stage that a page passes. Changes nothing, so delivery twice shows a line twice.</summary>
internal sealed class ProgressConsumer(Screen screen, PagesUnderWay pages)
    : IConsumer<PageFetched>, IConsumer<PageRejected>, IConsumer<ArticleCleaned>, IConsumer<ArticleEnriched>, IConsumer<PageSettled>, IConsumer<PageFailed>
{
    public Task Consume(ConsumeContext<PageFetched> context)
    {
        pages.Begin(context.Message.Page.Name);
        return Show(Stage.Fetched, $"{context.Message.Page.Url}  {context.Message.ContentType}  {context.Message.Size / 1024.0:0.0} KB");
    }

    public Task Consume(ConsumeContext<PageRejected> context) =>
        End(Stage.Rejected, context.Message.Page, context.Message.Rejection.Explanation);

    public Task Consume(ConsumeContext<ArticleCleaned> context)
    {
        var article = context.Message.Article;
        pages.Pass();
        return Show(Stage.Cleaned, $"\"{article.Title}\"  {article.Language}, {article.WordCount} words");
    }

    public Task Consume(ConsumeContext<ArticleEnriched> context)
    {
        var article = context.Message.Article;
        var found = article.Annotations;
        var people = found.Entities.Count(e => e.Type == EntityType.Person);
        var topic = found.Topics.Count > 0 ? $", {found.Topics[0].Name}" : "";
        pages.Pass();
        return Show(Stage.Enriched, $"\"{article.Title}\"  {people} people, {found.Entities.Count - people} other names, {found.Quotes.Count} quotes{topic}");
    }

    public Task Consume(ConsumeContext<PageSettled> context) => End(Stage.Stored, context.Message.Page, context.Message.Reason);

    public Task Consume(ConsumeContext<PageFailed> context) => End(Stage.Failed, context.Message.Page, $"{context.Message.Stage}: {context.Message.Reason}");

    private Task End(Stage stage, PageRef page, string reason)
    {
        pages.End(page.Name);
        return Show(stage, $"{page.Url}  {reason}");
    }

    private Task Show(Stage stage, string text)
    {
        screen.Show(stage, text);
        return Task.CompletedTask;
    }
}
