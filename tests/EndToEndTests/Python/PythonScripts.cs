using System.Text.Json;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Python;

namespace NewsPlatform.EndToEndTests.Python;

/// <summary>The clients in this folder, which share no code with the platform.</summary>
internal static class PythonScripts
{
    /// <summary>Runs a script of this folder.</summary>
    /// <returns>The JSON objects that it printed, one a line.</returns>
    public static async Task<IReadOnlyList<JsonElement>> RunAsync(string name, IReadOnlyList<string> arguments, TimeSpan timeout)
    {
        var client = await PythonClient.CreateAsync();
        var script = await File.ReadAllTextAsync(RepositoryRoot.At("tests", "EndToEndTests", "Python", name));
        var result = (await client.RunAsync(script, arguments, timeout)).EnsureSuccess(name);
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }
}
