using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.ContractTests.Cli;

public sealed class ServerAddressTests
{
    [Fact]
    public async Task Server_that_is_away_is_named_with_what_to_do()
    {
        var address = $"http://127.0.0.1:{FreePort.Next()}";

        var result = await News.RunAsync("list", "--json", "--server", address);

        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Contains(address, result.Error, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project services/standalone/NewsPlatform.Standalone", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_addresses_each_service_is_found()
    {
        await using var fetch = await FakePlatform.StartAsync(store: false);
        await using var store = await FakePlatform.StartAsync(fetch: false);
        store.Store.Articles.Add(SampleArticle.Numbered(1));
        var both = $"{fetch.Address},{store.Address}";

        var list = await News.RunAsync("list", "--json", "--server", both);
        var submit = await News.RunAsync("submit", "https://example.org/1", "--json", "--server", $"{store.Address},{fetch.Address}");

        Assert.Equal((0, 0), (list.ExitCode, submit.ExitCode));
        Assert.Single(News.Lines(list));
        Assert.Single(fetch.Fetch.Submitted);
    }

    [Fact]
    public async Task Address_that_serves_something_else_is_not_the_server()
    {
        await using var fetch = await FakePlatform.StartAsync(store: false);

        var result = await News.RunAsync("list", "--json", "--server", fetch.Address);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("does not serve StoreService", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variable_names_the_server_where_no_option_does()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Store.Articles.Add(SampleArticle.Numbered(1));

        var result = await Command.RunAsync(
            News.Program, ["list", "--json"], TimeSpan.FromSeconds(30), new Dictionary<string, string?>(StringComparer.Ordinal) { ["NEWS_SERVER"] = server.Address });

        Assert.Single(News.Lines(result));
    }
}
