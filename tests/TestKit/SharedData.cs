namespace NewsPlatform.TestKit;

/// <summary>
/// The folder of third-party test data that lies outside the repository: the variable NEWSPLATFORM_SHARED,
/// else a folder <c>shared</c> beside the repository (or beside a folder above it, for a work tree).
/// </summary>
public static class SharedData
{
    /// <summary>The variable that names the folder.</summary>
    public const string Variable = "NEWSPLATFORM_SHARED";

    private static readonly Lazy<string?> Found = new(() => Find(Environment.GetEnvironmentVariable(Variable), RepositoryRoot.Path));

    /// <summary>Absolute path, or null where there is none.</summary>
    public static string? Root => Found.Value;

    /// <summary>A file or folder in the shared data, or null where it is absent.</summary>
    public static string? Find(string relativePath)
    {
        if (Root is not { } root)
        {
            return null;
        }

        var path = Path.Combine(root, relativePath);
        return Path.Exists(path) ? path : null;
    }

    /// <summary>A file or folder in the shared data; for tests that <see cref="SharedFactAttribute"/> let through.</summary>
    /// <exception cref="InvalidOperationException">It is absent.</exception>
    public static string Require(string relativePath) =>
        Find(relativePath) ?? throw new InvalidOperationException($"Test data '{relativePath}' is not in {Root ?? "any folder"}: {HowTo}");

    internal static string HowTo => $"set {Variable} to the folder of shared test data, or put it at ../shared.";

    internal static string? Find(string? variable, string repository)
    {
        if (!string.IsNullOrEmpty(variable))
        {
            return Directory.Exists(variable) ? Path.GetFullPath(variable) : null;
        }

        // Two steps up: a work tree lies one folder deeper than the main checkout.
        var above = new DirectoryInfo(repository).Parent;
        for (var steps = 0; steps < 2 && above is not null; steps++, above = above.Parent)
        {
            var candidate = Path.Combine(above.FullName, "shared");
            if (File.Exists(Path.Combine(candidate, "README.md")))
            {
                return candidate;
            }
        }

        return null;
    }
}
