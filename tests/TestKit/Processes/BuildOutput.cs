namespace NewsPlatform.TestKit.Processes;

/// <summary>Where the build put the programs that tests start.</summary>
public static class BuildOutput
{
    /// <summary>The configuration that this test itself was built in: Debug or Release.</summary>
    public static string Configuration { get; } = AppContext.BaseDirectory.Contains("/bin/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>The assembly of a project, in the configuration and for the framework of the running test.</summary>
    /// <param name="projectFolder">Below the repository's root, for example <c>services/cli/NewsPlatform.Cli</c>.</param>
    /// <param name="assemblyName">Where it is not named after the folder, for example <c>news</c>.</param>
    /// <exception cref="FileNotFoundException">It is not built.</exception>
    public static string Assembly(string projectFolder, string? assemblyName = null)
    {
        var framework = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        var folder = RepositoryRoot.At(projectFolder.TrimEnd('/'), "bin", Configuration, framework);
        var path = Path.Combine(folder, (assemblyName ?? Path.GetFileName(projectFolder.TrimEnd('/'))) + ".dll");
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{path} is not there: build it with `dotnet build {projectFolder} -c {Configuration}`.", path);
    }
}
