using System.Text;
using Dapper;
using Google.Protobuf;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Web;
using Kind = NewsPlatform.Contracts.Fetch.V1.Backfill.Types.Kind;
using State = NewsPlatform.Contracts.Fetch.V1.Backfill.Types.State;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>Fetch beside a web of its own, and backfills to start there.</summary>
public abstract class BackfillHostTests(DatabaseProvider provider) : IAsyncLifetime
{
    private protected static readonly DateTimeOffset Then = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private protected Dictionary<string, string?> settings = null!;
    private protected TestWeb web = null!;
    private protected FetchHost host = null!;

    public async Task InitializeAsync()
    {
        web = await TestWeb.StartAsync();
        web.Fallback = request => request.Path is "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Html($"<p>{request.Path}");
        settings = await FetchHost.SettingsAsync(provider, ("Fetch:HostInterval", "1ms"), ("Fetch:HostLease", "2s"), ("Fetch:MaxBackfillQueue", "10"));
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await web.DisposeAsync();
    }

    private protected async Task StartAsync() => host = await FetchHost.StartAsync(settings, settles: true);

    private protected string Addresses(int from, int to) => string.Concat(Enumerable.Range(from, to - from).Select(i => $"{web.At($"/{i}")}\n"));

    private protected Task<string> StartListAsync(string label, string text, bool refetch = false) => StartAsync(Kind.List, label, Encoding.UTF8.GetBytes(text), refetch);

    private protected async Task<string> StartAsync(Kind kind, string label, byte[] file, bool refetch = false)
    {
        var made = await host.Client.CreateBackfillAsync(
            new CreateBackfillRequest { Backfill = new Backfill { Kind = kind, Refetch = refetch, Inputs = { new BackfillInput { Label = label } } } });
        Assert.Equal(State.Uploading, made.State);
        // In parts that end anywhere.
        for (var at = 0; at < file.Length; at += 1009 * 100)
        {
            await host.Client.UploadBackfillInputAsync(new UploadBackfillInputRequest
            {
                Name = made.Name, Offset = at, Data = ByteString.CopyFrom(file, at, Math.Min(1009 * 100, file.Length - at)),
            });
        }

        await host.Client.UploadBackfillInputAsync(new UploadBackfillInputRequest { Name = made.Name, Offset = file.Length, Last = true });
        return made.Name;
    }

    private protected Task<BackfillInput> UploadAsync(string name, long offset, string text, bool last = false) => host.Client.UploadBackfillInputAsync(
        new UploadBackfillInputRequest { Name = name, Offset = offset, Data = ByteString.CopyFromUtf8(text), Last = last }).ResponseAsync;

    private protected async Task<Backfill> GetAsync(string name) => await host.Client.GetBackfillAsync(new GetBackfillRequest { Name = name });

    private protected async Task<Backfill> EndedAsync(string name)
    {
        Backfill backfill = new();
        try
        {
            await Wait.UntilAsync(async _ => (backfill = await GetAsync(name)).EndTime is not null, name);
        }
        catch (TimeoutException fault)
        {
            throw new TimeoutException($"{fault.Message} It is {backfill}", fault);
        }

        return backfill;
    }

    private protected async Task<long> CountAsync(string sql)
    {
        await using var connection = await host.Host.Get<Database>().OpenAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<long>(sql);
    }
}
