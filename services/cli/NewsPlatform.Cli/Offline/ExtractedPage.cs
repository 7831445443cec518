using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Sites.Rules;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Offline;

/// <summary>What came of a saved page.</summary>
/// <param name="Page">The page.</param>
/// <param name="Result">The article or the rejection; null when there is an error.</param>
/// <param name="Seconds">Time of the extraction alone, without reading the file.</param>
/// <param name="Error">Why the page could not be read.</param>
internal sealed record ExtractedPage(SavedPage Page, ExtractionResult? Result, double Seconds, string? Error)
{
    private static readonly ExtractionOptions Limits = ExtractionOptions.Default;

    public static ExtractedPage Of(SavedPage page, TimeProvider time, CancellationToken stop, SiteRuleSet? rules = null)
    {
        if (page.Error is not null)
        {
            return new(page, null, 0, page.Error);
        }

        var (bytes, error) = PageFile.Read(page.Path, (int)Math.Min(Limits.MaxBytes, int.MaxValue / 2));
        if (error is not null)
        {
            return new(page, null, 0, $"{page.Path}: {error}");
        }

        try
        {
            var start = time.GetTimestamp();
            var result = ArticleExtractor.Extract(new Page(bytes, page.Url) { ContentType = PageFileName.ContentType(page.Path), Site = rules?.Find(page.Url) is { } held ? new() { Rules = held } : null }, Limits, stop);
            return new(page, result, time.GetElapsedTime(start).TotalSeconds, null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The boundary of one page: the others must not suffer from a fault that this one found.
            return new(page, null, 0, $"{page.Path}: {exception.GetType().Name}: {exception.Message}");
        }
    }
}
