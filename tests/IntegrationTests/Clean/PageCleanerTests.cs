using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Clean;
using NewsPlatform.Contracts.Type.V1;
using Page = NewsPlatform.Extraction.Page;

namespace NewsPlatform.IntegrationTests.Clean;

public sealed class PageCleanerTests
{
    [Fact]
    public async Task Article_that_is_too_large_for_the_stages_behind_is_rejected()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var cleaner = new PageCleaner(new CleanOptions { MaxPageTime = TimeSpan.FromMinutes(1) }, TimeProvider.System, services.GetRequiredService<IMeterFactory>());
        var text = new StringBuilder("Harbour plan approved\n\n");
        while (text.Length < 3_000_000)
        {
            text.Append("The council of Lindale voted on the plan for the harbour wall. ");
        }

        var page = new Page(Encoding.UTF8.GetBytes(text.ToString()), new Uri("https://news.example/long.txt")) { ContentType = "text/plain" };
        var (article, rejection) = await cleaner.CleanAsync(page, CancellationToken.None);

        Assert.Null(article);
        Assert.Equal(RejectionReason.TooLarge, rejection!.Reason);
    }
}
