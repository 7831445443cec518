using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.IntegrationTests.Store;

/// <summary>Texts at the limits of what an index takes are stored, and found.</summary>
public sealed class OddWordsTests
{
    private static readonly string[] Texts =
    [
        "",
        "o'clock 'quoted' back\\slash \\' '' : 1A,2B \u0000nul \uD800 lone \u02BC \u0149 needle",
        string.Concat(Enumerable.Repeat("same ", 1_000)) + "needle",
        string.Concat(Enumerable.Range(0, 20_000).Select(i => $"w{i} same ")),
        string.Concat(Enumerable.Range(0, 60_000).Select(i => string.Concat(Enumerable.Repeat("\U00010428", 30)) + i + " ")),
        new string('\u4E00', 60_000),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Text_is_stored_whatever_its_words(int which)
    {
        var text = Texts[which];
        foreach (var provider in new[] { DatabaseProvider.Postgres, DatabaseProvider.Sqlite })
        {
            await using var host = await StoreHost.StartAsync(provider);
            Assert.Equal(Outcome.Stored, (await host.StoreAsync(Page.Of("a", text))).Outcome);
            if (text.EndsWith("needle", StringComparison.Ordinal))
            {
                Assert.Single((await host.Client.SearchArticlesAsync(new() { Query = "needle" })).Results);
            }
        }
    }
}
