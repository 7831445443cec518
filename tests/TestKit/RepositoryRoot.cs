namespace NewsPlatform.TestKit;

/// <summary>Where the repository lies, found by walking up from the test's build output.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>Absolute path of the folder that holds NewsPlatform.sln.</summary>
    public static string Path => Found.Value;

    /// <summary>A path below the root.</summary>
    public static string At(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "NewsPlatform.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No NewsPlatform.sln above {AppContext.BaseDirectory}: run the tests from the repository's build output.");
    }
}
