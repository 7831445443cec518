using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Hosting.Data;
using NewsPlatform.IntegrationTests.Hosting;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>Where the records of a capture lie.</summary>
internal static class KeptBlobs
{
    /// <summary>Key of its blob, as its row says.</summary>
    public static async Task<string> KeyAsync(TestHost host, string id)
    {
        await using var connection = await host.Services.GetRequiredKeyedService<Database>("fetch").OpenAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<string>("SELECT CASE WHEN kept_in = '' THEN id ELSE kept_in END FROM capture WHERE id = @id", new { id }) ?? id;
    }

    /// <summary>Its file in the data folder.</summary>
    public static async Task<string> FileAsync(TestHost host, string id) => FileOf(host, await KeyAsync(host, id));

    /// <summary>The file of a key in the data folder.</summary>
    public static string FileOf(TestHost host, string key) => Path.Combine(host.Get<ServerOptions>().DataFolder, "blobs", key[..2], key[2..4], key);
}
