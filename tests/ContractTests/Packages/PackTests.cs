using System.IO.Compression;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.ContractTests.Packages;

/// <summary>The packages are made and hold what a user needs.</summary>
public sealed class PackTests
{
    [Theory]
    [InlineData("services/clean/NewsPlatform.Extraction/NewsPlatform.Extraction.csproj", "NewsPlatform.Extraction")]
    [InlineData("services/shared/NewsPlatform.Text/NewsPlatform.Text.csproj", "NewsPlatform.Text")]
    public async Task Package_has_library_documentation_readme_and_symbols(string project, string id)
    {
        var folder = ScratchFolder.Create("pack");
        (await Command.RunAsync("dotnet", ["pack", RepositoryRoot.At(project.Split('/')), "-c", "Release", "--no-build", "-o", folder], TimeSpan.FromMinutes(3))).EnsureSuccess("dotnet pack");
        var package = Assert.Single(Directory.GetFiles(folder, "*.nupkg"));
        Assert.StartsWith(id + ".", Path.GetFileName(package), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder, "*.snupkg"));
        using var archive = ZipFile.OpenRead(package);
        var names = archive.Entries.Select(entry => entry.FullName).ToList();
        Assert.Contains($"lib/net10.0/{id}.dll", names);
        Assert.Contains($"lib/net10.0/{id}.xml", names);
        Assert.Contains("README.md", names);
    }
}
