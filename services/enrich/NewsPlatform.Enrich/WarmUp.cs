using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Enrich;

/// <summary>Annotates a few sentences.</summary>
internal sealed class WarmUp(ArticleAnnotator annotator, ILogger<WarmUp> log) : Hosting.WarmUp(log)
{
    protected override void Prepare(CancellationToken stoppingToken) => annotator.Annotate(
        new Article
        {
            Title = "Ferry returns to the outer islands",
            Language = "en",
            Text = "After eleven weeks in dock the ferry to Hellesund sailed again on Wednesday. “We had begun to forget what Norway looks like,” said Olav Nes, 54.",
        },
        stoppingToken);
}
