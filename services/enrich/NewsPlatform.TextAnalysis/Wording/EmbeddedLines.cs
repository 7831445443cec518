using System.IO.Compression;

namespace NewsPlatform.TextAnalysis.Wording;

/// <summary>Reads the data files that come with the library, plain or brotli-compressed, one record a line.</summary>
internal static class EmbeddedLines
{
    /// <summary>The lines of a resource, without empty ones and comments.</summary>
    public static IEnumerable<string> Read(string name)
    {
        using var reader = Open(name);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }

    /// <summary>A whole resource, for those that read large ones piece by piece.</summary>
    public static string ReadAll(string name)
    {
        using var reader = Open(name);
        return reader.ReadToEnd();
    }

    private static StreamReader Open(string name)
    {
        var stream = typeof(EmbeddedLines).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly; it should be embedded from the project folder.");
        return new StreamReader(name.EndsWith(".br", StringComparison.Ordinal) ? new BrotliStream(stream, CompressionMode.Decompress) : stream);
    }
}
