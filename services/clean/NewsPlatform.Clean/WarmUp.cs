using System.Text;
using Microsoft.Extensions.Logging;
using NewsPlatform.Extraction;

namespace NewsPlatform.Clean;

/// <summary>Reads a small page.</summary>
internal sealed class WarmUp(TimeProvider time, ILogger<WarmUp> log) : Hosting.WarmUp(log)
{
    private const string Story =
        """
        <!DOCTYPE html><html lang="en"><head><title>Ferry returns to the outer islands | The Morning Post</title>
        <meta property="og:title" content="Ferry returns to the outer islands"><meta property="og:site_name" content="The Morning Post">
        <script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Ferry returns to the outer islands",
        "datePublished":"2026-03-04T08:30:00+01:00","author":{"@type":"Person","name":"Ida Brandt"}}</script></head>
        <body><nav><ul><li><a href="/">Home</a></li><li><a href="/islands">Islands</a></li></ul></nav>
        <article><h1>Ferry returns to the outer islands</h1><p class="byline">By Ida Brandt, 4 March 2026</p>
        <p>After eleven weeks in dock the ferry to the outer islands sailed again on Wednesday, with four hundred people and a cow on board.</p>
        <p>“We had begun to forget what the mainland looks like,” said Olav Nes, who keeps the shop on the northernmost island and had run out of flour.</p>
        <h2>A longer timetable</h2><p>The company will sail three times a day until the end of May, it said in a statement, and twice a day after that.</p>
        <blockquote>Nobody will be left on the quay again.</blockquote><p>The repair of the engine had taken longer than was planned because a part had to be cast anew.</p>
        </article><aside><h3>Most read</h3><ul><li><a href="/a">Storm damages the harbour wall</a></li></ul></aside><footer>© The Morning Post</footer></body></html>
        """;

    /// <summary>The page: one that is read as an article, or only a part of the way is prepared.</summary>
    internal static Page Page { get; } =
        new(Encoding.UTF8.GetBytes(Story), new Uri("https://news.invalid/2026/03/04/ferry")) { ContentType = "text/html; charset=utf-8" };

    // Code that runs for the first time has no pace that a limit could be set for. Not through the cleaner, which counts pages.
    protected override void Prepare(CancellationToken stoppingToken)
    {
        if (ArticleExtractor.Extract(Page, new ExtractionOptions { MaxTime = TimeSpan.FromMinutes(1), Clock = time }, stoppingToken).Article is { } article)
        {
            ArticleMapping.ToProto(article, Page.Url);
        }
    }
}
