using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsPlatform.Hosting;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.TestKit;
using WarmUpBase = NewsPlatform.Hosting.WarmUp;

namespace NewsPlatform.IntegrationTests.Hosting;

/// <summary>How hosts begin and end.</summary>
public sealed class LifetimeTests
{
    [Fact]
    public async Task Host_that_is_told_to_stop_while_it_starts_ends_in_peace()
    {
        await using var app = await BuildAsync(services => services.AddHostedService<StopsWhileItStarts>());

        await app.RunToEndAsync().WaitAsync(Wait.Limit);
    }

    [Fact]
    public async Task Start_that_fails_is_a_failure()
    {
        await using var app = await BuildAsync(services => services.AddHostedService<FailsToStart>());

        await Assert.ThrowsAsync<OperationCanceledException>(() => app.RunToEndAsync().WaitAsync(Wait.Limit));
    }

    [Fact]
    public async Task Warm_up_that_fails_is_told_and_stops_nothing()
    {
        var memory = new LogMemory();
        await using var app = await BuildAsync(services => services.AddHostedService<FailingWarmUp>(), memory);

        await app.StartAsync();
        await Wait.UntilAsync(() => memory.Lines.Any(line => line.Contains("nothing prepared", StringComparison.Ordinal)), "the word of it");

        Assert.False(app.Lifetime.ApplicationStopping.IsCancellationRequested);
        await app.StopAsync();
    }

    private static async Task<WebApplication> BuildAsync(Action<IServiceCollection> add, LogMemory? log = null)
    {
        var settings = await TestHost.SettingsAsync();
        var module = new ServiceModule("lifetime", (services, _) => add(services), _ => { }, _ => { });
        return NewsHost.Build(CommandLineFlags.Parse([.. settings.Select(s => $"--{s.Key}={s.Value}")]), [module], builder => builder.Logging.ClearProviders().AddProvider(log ?? new LogMemory()));
    }

    private sealed class StopsWhileItStarts(IHostApplicationLifetime lifetime) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.StopApplication();
            return Task.Delay(Timeout.Infinite, cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class FailsToStart : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new OperationCanceledException("not told to");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class FailingWarmUp(ILogger<FailingWarmUp> log) : WarmUpBase(log)
    {
        protected override void Prepare(CancellationToken stoppingToken) => throw new InvalidOperationException("no model");
    }
}
