using System.Diagnostics.Metrics;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Clean;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Rejection;

namespace NewsPlatform.IntegrationTests.Clean;

/// <summary>
/// The extractor as if it were an earlier one, with faults that the present one has not: it takes paragraphs of the class
/// <c>late</c> for furniture, knows nothing of pages marked <c>data-layout="new"</c>, and reads what stands in comments that begin
/// with <c>old:</c>.
/// </summary>
internal static partial class EarlierExtractor
{
    public const string Version = "0.earlier";

    public static void PutInPlace(IServiceCollection services) => services.AddSingleton(provider => new PageCleaner(
        provider.GetRequiredService<CleanOptions>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IMeterFactory>())
        {
            Version = Version,
            Extract = Extract,
        });

    private static ExtractionResult Extract(Page page, ExtractionOptions options, CancellationToken cancellationToken)
    {
        var html = Encoding.UTF8.GetString(page.Bytes.Span);
        if (html.Contains("data-layout=\"new\"", StringComparison.Ordinal))
        {
            return ExtractionResult.Of(new PageRejection(RejectionReason.AppShell, 1, "an unknown layout", []));
        }

        html = Late().Replace(html, "");
        html = Comments().Replace(html, "${old}");
        return ArticleExtractor.Extract(page with { Bytes = Encoding.UTF8.GetBytes(html) }, options, cancellationToken);
    }

    [GeneratedRegex("<p class=\"late\">.*?</p>", RegexOptions.Singleline)]
    private static partial Regex Late();

    [GeneratedRegex("<!--old:(?<old>.*?)-->", RegexOptions.Singleline)]
    private static partial Regex Comments();
}
