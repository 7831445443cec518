using Microsoft.Extensions.Hosting;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Enrich;

/// <summary>
/// Annotates a few sentences while the process still waits for its first article: the models are loaded and the code is compiled by then.
/// </summary>
internal sealed class WarmUp(ArticleAnnotator annotator) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            annotator.Annotate(
                new Article
                {
                    Title = "Ferry returns to the outer islands",
                    Language = "en",
                    Text = "After eleven weeks in dock the ferry to Hellesund sailed again on Wednesday. “We had begun to forget what Norway looks like,” said Olav Nes, 54.",
                },
                stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }
}
