using System.IO.Compression;
using System.Text.Json;

namespace NewsPlatform.Conformance;

/// <summary>The folder of the suites.</summary>
internal sealed class CaseFolder(string path)
{
    /// <summary>The cases of a file of JSON lines; none when the file is absent, as not every set of cases has every file.</summary>
    public IEnumerable<Case> Cases(string file)
    {
        var full = Path.Combine(path, file);
        if (!File.Exists(full))
        {
            yield break;
        }

        foreach (var line in File.ReadLines(full))
        {
            if (line.Length > 0)
            {
                using var document = JsonDocument.Parse(line);
                yield return new Case(document.RootElement.Clone());
            }
        }
    }

    public byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(path, file));

    /// <summary>The file a case names; decompressed where it lies compressed only to save room.</summary>
    public byte[] Bytes(Case one)
    {
        var bytes = Bytes(one.Text("file")!);
        if (!one.Is("gzip_on_disk"))
        {
            return bytes;
        }

        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
