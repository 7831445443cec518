using System.IO.Compression;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Text;

namespace NewsPlatform.Standalone.Intake;

/// <summary>Something given on the command line: an address, or a file with the address that stands for it.</summary>
/// <param name="Url">The address.</param>
/// <param name="File">The file with the page's bytes; null to ask the web.</param>
internal sealed record Input(string Url, string? File)
{
    private const int MaxFiles = 100_000;

    // What Fetch takes of one page.
    private const int MaxBytes = 20 << 20;

    /// <summary>The media type of the file.</summary>
    public string ContentType => PageFileName.ContentType(File!) ?? "text/html";

    /// <summary>Understands operands.</summary>
    /// <exception cref="InvalidSettingsException">An operand is neither an address nor a file nor a folder with pages.</exception>
    public static IReadOnlyList<Input> ReadAll(IReadOnlyList<string> operands)
    {
        var inputs = new List<Input>();
        var faults = new List<string>();
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var operand in operands)
        {
            if (operand.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || operand.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            {
                inputs.Add(new Input(operand, null));
            }
            else if (System.IO.File.Exists(operand))
            {
                inputs.Add(OfFile(operand, Path.GetFileName(operand), files));
            }
            else if (Directory.Exists(operand))
            {
                var found = Directory.EnumerateFiles(operand, "*", SearchOption.AllDirectories)
                    .Where(PageFileName.IsPage)
                    .Order(StringComparer.Ordinal)
                    .Take(MaxFiles)
                    .Select(file => OfFile(file, Path.GetRelativePath(operand, file), files))
                    .ToList();
                inputs.AddRange(found);
                if (found.Count == 0)
                {
                    faults.Add($"the folder {operand} has no {string.Join(", ", PageFileName.Endings)} files");
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
    /// <exception cref="InvalidDataException">The file is no gzip file, or has more bytes than are taken.</exception>
    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        await using var file = System.IO.File.OpenRead(File!);
        await using var gzip = PageFileName.IsPacked(File!) ? new GZipStream(file, CompressionMode.Decompress) : null;
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await (gzip ?? (Stream)file).ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (bytes.Length + read > MaxBytes)
            {
                throw new InvalidDataException($"has more than {MaxBytes} bytes, which is no page");
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    // Two files of one name are two pages: the later one's address has as many of its folders as tell them apart.
    private static Input OfFile(string file, string name, Dictionary<string, string> taken)
    {
        var path = Path.GetFullPath(file);
        var folder = path.EndsWith(name, StringComparison.Ordinal) ? path[..^name.Length] : "";
        while (true)
        {
            var url = UrlOf(name);
            if (taken.TryAdd(url, path) || taken[url] == path)
            {
                return new Input(url, file);
            }

            folder = Path.TrimEndingDirectorySeparator(folder);
            var parent = Path.GetFileName(folder);
            // No folder is left to tell them apart: then the number of files before it does.
            name = parent.Length > 0 ? Path.Combine(parent, name) : Path.Combine(taken.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), name);
            folder = parent.Length > 0 ? folder[..^parent.Length] : "";
        }
    }

    // RFC 2606: .invalid never resolves, so the stand-in address can never be anybody's.
    private static string UrlOf(string name) =>
        "https://file.invalid/" + string.Join('/', name.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
}
