using System.Text;

namespace NewsPlatform.Standalone.Demo;

/// <summary>The newsroom's files, which travel inside the assembly.</summary>
internal static class DemoContent
{
    private const string Root = "Demo/";

    /// <summary>Names of the files below a folder, in order.</summary>
    public static IEnumerable<string> Names(string folder) => typeof(DemoContent).Assembly.GetManifestResourceNames()
        .Select(name => name.Replace('\\', '/'))
        .Where(name => name.StartsWith(Root + folder, StringComparison.Ordinal))
        .Select(name => name[Root.Length..])
        .Order(StringComparer.Ordinal);

    public static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));

    public static byte[] Bytes(string name)
    {
        var assembly = typeof(DemoContent).Assembly;
        using var stream = assembly.GetManifestResourceStream(Root + name)
            ?? assembly.GetManifestResourceStream((Root + name).Replace('/', '\\'))
            ?? throw new FileNotFoundException($"The demo newsroom has no file '{name}'.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
