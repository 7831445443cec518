using NewsPlatform.EndToEndTests.BadInput;
using NewsPlatform.EndToEndTests.Platforms;

namespace NewsPlatform.EndToEndTests.Pipeline;

/// <summary>The four hosts refuse wrong requests as the standalone host does, over PostgreSQL.</summary>
[Collection(PipelineGroup.Name)]
public sealed class MalformedCallTests(PipelineFixture pipeline)
{
    [Fact]
    public Task Malformed_requests_are_refused_with_a_reason() => pipeline.Platform.RunAsync(async () =>
    {
        (HostProcess Host, string Service)[] hosts =
        [
            (pipeline.Platform.Fetchers[0], "FetchService"), (pipeline.Platform.Cleaners[0], "CleanService"),
            (pipeline.Platform.Enrichers[0], "EnrichService"), (pipeline.Platform.Stores[0], "StoreService"),
        ];
        foreach (var (host, service) in hosts)
        {
            await MalformedCalls.AssertRefusedAsync(host, service);
        }
    });
}
