using System.Globalization;
using System.IO.Compression;

namespace NewsPlatform.Text.Urls;

/// <summary>The characters of UTS #46, read once from the embedded table when the first name outside ASCII comes.</summary>
internal sealed class IdnaTable
{
    private static readonly Lazy<IdnaTable> Loaded = new(Load);

    private readonly int[] starts;
    private readonly IdnaCharacter[] characters;
    private readonly string?[] mappings;

    private IdnaTable(int[] starts, IdnaCharacter[] characters, string?[] mappings) => (this.starts, this.characters, this.mappings) = (starts, characters, mappings);

    public static IdnaTable Instance => Loaded.Value;

    public IdnaCharacter this[int point] => characters[IndexOf(point)];

    /// <summary>What a mapped character becomes; empty for one that is not mapped.</summary>
    public string MappingOf(int point) => mappings[IndexOf(point)] ?? "";

    private int IndexOf(int point)
    {
        var at = Array.BinarySearch(starts, point);
        return at >= 0 ? at : ~at - 1;
    }

    private static IdnaTable Load()
    {
        using var stream = typeof(IdnaTable).Assembly.GetManifestResourceStream("idna.tsv.br")!;
        using var reader = new StreamReader(new BrotliStream(stream, CompressionMode.Decompress));
        var (starts, characters, mappings) = (new List<int>(), new List<IdnaCharacter>(), new List<string?>());
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split('\t');
            starts.Add(int.Parse(fields[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            characters.Add(new IdnaCharacter(int.Parse(fields[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));
            mappings.Add(fields.Length > 2 ? fields[2] : null);
        }

        return new IdnaTable([.. starts], [.. characters], [.. mappings]);
    }
}
