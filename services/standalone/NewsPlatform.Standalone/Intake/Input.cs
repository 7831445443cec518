using System.IO.Compression;
using NewsPlatform.Hosting.Configuration;

namespace NewsPlatform.Standalone.Intake;

/// <summary>Something given on the command line: an address, or a file with the address that stands for it.</summary>
/// <param name="Url">The address.</param>
/// <param name="File">The file with the page's bytes; null to ask the web.</param>
internal sealed record Input(string Url, string? File)
{
    private const int MaxFiles = 100_000;

    private static readonly string[] Endings = [".html", ".htm", ".xhtml", ".txt", ".html.gz"];

    /// <summary>The media type of the file.</summary>
    public string ContentType => File!.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? "text/plain" : "text/html";

    /// <summary>Understands operands.</summary>
    /// <exception cref="InvalidSettingsException">An operand is neither an address nor a file nor a folder with pages.</exception>
    public static IReadOnlyList<Input> ReadAll(IReadOnlyList<string> operands)
    {
        var inputs = new List<Input>();
        var faults = new List<string>();
        foreach (var operand in operands)
        {
            if (operand.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || operand.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            {
                inputs.Add(new Input(operand, null));
            }
            else if (System.IO.File.Exists(operand))
            {
                inputs.Add(OfFile(operand, Path.GetFileName(operand)));
            }
            else if (Directory.Exists(operand))
            {
                var files = Directory.EnumerateFiles(operand, "*", SearchOption.AllDirectories)
                    .Where(file => Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
                    .Order(StringComparer.Ordinal)
                    .Take(MaxFiles)
                    .Select(file => OfFile(file, Path.GetRelativePath(operand, file)))
                    .ToList();
                inputs.AddRange(files);
                if (files.Count == 0)
                {
                    faults.Add($"the folder {operand} has no {string.Join(", ", Endings)} files");
                }
            }
            else
            {
                faults.Add($"{operand} is no address (http:// or https://), no file and no folder");
            }
        }

        return faults.Count == 0 ? inputs : throw new InvalidSettingsException(faults);
    }

    /// <summary>The page's bytes, decompressed.</summary>
    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        var bytes = await System.IO.File.ReadAllBytesAsync(File!, cancellationToken);
        if (!File!.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            return bytes;
        }

        using var plain = new MemoryStream();
        await using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        await gzip.CopyToAsync(plain, cancellationToken);
        return plain.ToArray();
    }

    // RFC 2606: .invalid never resolves, so the stand-in address can never be anybody's.
    private static Input OfFile(string file, string name) =>
        new("https://file.invalid/" + string.Join('/', name.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString)), file);
}
