namespace NewsPlatform.Extraction.PlainText;

internal static class PlainTextExtractor
{
    public static ExtractionResult Extract(Page page, string text, ExtractionOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        throw new NotSupportedException();
    }
}
