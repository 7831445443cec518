using System.Collections.Concurrent;
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

    [Fact]
    public async Task Page_for_warming_up_is_read_as_an_article()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var cleaner = new PageCleaner(new CleanOptions(), TimeProvider.System, services.GetRequiredService<IMeterFactory>());

        var (article, _) = await cleaner.CleanAsync(WarmUp.Page, CancellationToken.None);

        Assert.Equal("Ferry returns to the outer islands", article!.Title);
        Assert.Equal("Ida Brandt", Assert.Single(article.Authors).Name);
        Assert.Equal(6, article.Blocks.Count);
    }

    [Fact]
    public async Task Pages_are_read_on_the_same_few_threads_wherever_they_come_from()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var clock = new ThreadNotingClock();
        using var cleaner = new PageCleaner(new CleanOptions(), clock, services.GetRequiredService<IMeterFactory>());
        var page = new Page("<p>A page."u8.ToArray(), new Uri("https://news.example/short.html"));

        var callers = Enumerable.Range(0, 2 * Environment.ProcessorCount)
            .Select(_ => new Thread(() => cleaner.CleanAsync(page, CancellationToken.None).GetAwaiter().GetResult()))
            .ToList();
        callers.ForEach(caller => caller.Start());
        callers.ForEach(caller => caller.Join());

        Assert.InRange(clock.Threads.Count, 1, Environment.ProcessorCount);
        Assert.DoesNotContain(callers, caller => clock.Threads.ContainsKey(caller.ManagedThreadId));
    }

    private sealed class ThreadNotingClock : TimeProvider
    {
        public ConcurrentDictionary<int, bool> Threads { get; } = [];

        public override long GetTimestamp()
        {
            Threads[Environment.CurrentManagedThreadId] = true;
            return base.GetTimestamp();
        }
    }
}
