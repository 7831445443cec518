using System.IO.Compression;
using System.Numerics;

namespace NewsPlatform.Text.Language;

/// <summary>
/// The statistics of all languages: for each feature the languages it is typical of, with the gain in log probability over an unseen
/// feature (multinomial naive Bayes). Read from a file made by the training project; immutable.
/// </summary>
internal sealed class LanguageProfiles
{
    /// <summary>Steps of a stored weight in one unit of natural logarithm.</summary>
    public const double WeightSteps = 16;

    private const int Batch = 64;

    private const uint Magic = 0x31494C4E; // NLI1

    // What a look-up needs lies together: a text asks for hundreds of features, and each array apart is a miss of the cache.
    private readonly Entry[] _table;
    private readonly Posting[] _postings;

    private LanguageProfiles(string[] codes, Script[] scripts, uint[] features, int[] firstPosting, byte[] languages, byte[] weights)
    {
        (Codes, ScriptOf) = (codes, scripts);
        _postings = new Posting[languages.Length];
        for (var i = 0; i < _postings.Length; i++)
        {
            _postings[i] = new Posting(languages[i], weights[i]);
        }

        _table = new Entry[BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, features.Length * 2))];
        for (var i = 0; i < features.Length; i++)
        {
            var slot = Slot(features[i]);
            while (_table[slot].Count != 0)
            {
                slot = (slot + 1) & (_table.Length - 1);
            }

            _table[slot] = new Entry(features[i], firstPosting[i], firstPosting[i + 1] - firstPosting[i]);
        }
    }

    /// <summary>Language codes by number.</summary>
    public string[] Codes { get; }

    /// <summary>The script each language is written in, by number.</summary>
    public Script[] ScriptOf { get; }

    /// <summary>Adds the weights of features to the scores of their languages.</summary>
    public void Add(ReadOnlySpan<uint> features, Span<int> scores)
    {
        // The look-ups first, many at a time, then the sums: nearly every look-up misses the cache, and the processor waits for
        // several together as long as nothing else comes between.
        Span<Entry> found = stackalloc Entry[Batch];
        while (!features.IsEmpty)
        {
            var batch = features[..Math.Min(Batch, features.Length)];
            features = features[batch.Length..];
            for (var i = 0; i < batch.Length; i++)
            {
                found[i] = Find(batch[i]);
            }

            foreach (var entry in found[..batch.Length])
            {
                foreach (var posting in _postings.AsSpan(entry.First, entry.Count))
                {
                    scores[posting.Language] += posting.Weight;
                }
            }
        }
    }

    /// <summary>Reads the profiles that come with the library.</summary>
    public static LanguageProfiles LoadEmbedded()
    {
        using var stream = typeof(LanguageProfiles).Assembly.GetManifestResourceStream("languages.bin")
            ?? throw new InvalidOperationException("The resource languages.bin is missing from the assembly; build the project with Language/languages.bin in place.");
        return Load(stream);
    }

    /// <summary>Reads profiles as written by <see cref="Save"/>.</summary>
    public static LanguageProfiles Load(Stream stream)
    {
        using var reader = new BinaryReader(new BrotliStream(stream, CompressionMode.Decompress, leaveOpen: true));
        if (reader.ReadUInt32() is var magic && magic != Magic)
        {
            throw new InvalidDataException($"Language profiles begin with {magic:X8}; {Magic:X8} is the format this version reads.");
        }

        var codes = new string[reader.ReadInt32()];
        var scripts = new Script[codes.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = reader.ReadString();
            scripts[i] = (Script)reader.ReadByte();
        }

        var features = new uint[reader.ReadInt32()];
        var first = new int[features.Length + 1];
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = (i == 0 ? 0 : features[i - 1]) + reader.ReadUInt32();
        }

        for (var i = 0; i < features.Length; i++)
        {
            first[i + 1] = first[i] + reader.ReadByte();
        }

        var postings = first[^1];
        return new LanguageProfiles(codes, scripts, features, first, reader.ReadBytes(postings), reader.ReadBytes(postings));
    }

    /// <summary>Writes profiles: codes with scripts, sorted features, and each one's languages and weights.</summary>
    public static void Save(Stream stream, IReadOnlyList<(string Code, Script Script)> languages, SortedDictionary<uint, List<(byte Language, byte Weight)>> features)
    {
        using var writer = new BinaryWriter(new BrotliStream(stream, CompressionLevel.SmallestSize, leaveOpen: true));
        writer.Write(Magic);
        writer.Write(languages.Count);
        foreach (var (code, script) in languages)
        {
            writer.Write(code);
            writer.Write((byte)script);
        }

        writer.Write(features.Count);
        var last = 0u;
        foreach (var feature in features.Keys)
        {
            writer.Write(feature - last);
            last = feature;
        }

        foreach (var list in features.Values)
        {
            writer.Write((byte)list.Count);
        }

        foreach (var list in features.Values)
        {
            foreach (var (language, _) in list)
            {
                writer.Write(language);
            }
        }

        foreach (var list in features.Values)
        {
            foreach (var (_, weight) in list)
            {
                writer.Write(weight);
            }
        }
    }

    private Entry Find(uint feature)
    {
        var slot = Slot(feature);
        while (_table[slot].Count > 0 && _table[slot].Feature != feature)
        {
            slot = (slot + 1) & (_table.Length - 1);
        }

        return _table[slot];
    }

    private int Slot(uint feature) => (int)(feature & (uint)(_table.Length - 1));

    private readonly record struct Entry(uint Feature, int First, int Count);

    private readonly record struct Posting(byte Language, byte Weight);
}
