using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Explaining;
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
    /// <summary>The page's blocks with what was thought of them, if that was asked.</summary>
    public IReadOnlyList<ExplainedBlock> Blocks { get; private init; } = [];

    private static readonly ExtractionOptions Limits = ExtractionOptions.Default;

    public static ExtractedPage Of(SavedPage page, bool explain, SiteRuleSet? rules, TimeProvider time, CancellationToken stop)
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
            var input = new Page(bytes, page.Url) { ContentType = PageFileName.ContentType(page.Path), Site = rules?.Find(page.Url) is { } held ? new() { Rules = held } : null };
            var (result, blocks) = explain ? ArticleExtractor.Explain(input, Limits, stop) : new(ArticleExtractor.Extract(input, Limits, stop), []);
            return new(page, result, time.GetElapsedTime(start).TotalSeconds, null) { Blocks = blocks };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The boundary of one page: the others must not suffer from a fault that this one found.
            return new(page, null, 0, $"{page.Path}: {exception.GetType().Name}: {exception.Message}");
        }
    }
}
