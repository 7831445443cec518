using System.Text;

namespace NewsPlatform.Extraction.Sites;

/// <content>Its form as bytes, some tens of kilobytes.</content>
public sealed partial class SiteMemory
{
    // Changes whenever fingerprints or layout do: counts of another format are of no use, and are learnt anew within a few pages.
    private const byte Format = 1;
    private const int MaxSample = 200;

    /// <summary>Reads what <see cref="ToBytes"/> wrote; bytes of another format are an empty memory.</summary>
    /// <param name="bytes">The bytes; may be empty.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static SiteMemory Read(byte[] bytes)
    {
        var memory = new SiteMemory();
        if (bytes.Length == 0 || bytes[0] != Format)
        {
            return memory;
        }

        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
            reader.ReadByte();
            memory.Pages = reader.Read7BitEncodedInt();
            memory.Total = reader.Read7BitEncodedInt64();
            for (var left = Bounded(reader.Read7BitEncodedInt(), MaxArticles); left > 0; left--)
            {
                memory.articles.Add((reader.ReadUInt64(), reader.ReadUInt64()));
            }

            for (var left = Bounded(reader.Read7BitEncodedInt(), MaxBlocks); left > 0; left--)
            {
                var fingerprint = reader.ReadUInt64();
                var flags = reader.ReadByte();
                memory.blocks[fingerprint] = new Counted
                {
                    IsRepeated = (flags & 1) != 0,
                    IsTitleTail = (flags & 2) != 0,
                    Pages = reader.Read7BitEncodedInt(),
                    Last = memory.Total - reader.Read7BitEncodedInt64(),
                    Sample = (flags & 4) != 0 ? reader.ReadString() : "",
                };
            }
        }
        catch (Exception fault) when (fault is EndOfStreamException or FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException("The bytes are no counts of a site.", fault);
        }

        return memory;
    }

    /// <summary>The counts as bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            writer.Write(Format);
            writer.Write7BitEncodedInt(Pages);
            writer.Write7BitEncodedInt64(Total);
            writer.Write7BitEncodedInt(articles.Count);
            foreach (var (address, title) in articles)
            {
                writer.Write(address);
                writer.Write(title);
            }

            writer.Write7BitEncodedInt(blocks.Count);
            foreach (var (fingerprint, counted) in blocks)
            {
                writer.Write(fingerprint);
                writer.Write((byte)((counted.IsRepeated ? 1 : 0) | (counted.IsTitleTail ? 2 : 0) | (counted.Sample.Length > 0 ? 4 : 0)));
                writer.Write7BitEncodedInt(counted.Pages);
                writer.Write7BitEncodedInt64(Total - counted.Last);
                if (counted.Sample.Length > 0)
                {
                    writer.Write(counted.Sample.Length <= MaxSample ? counted.Sample : counted.Sample[..MaxSample]);
                }
            }
        }

        return bytes.ToArray();
    }

    private static int Bounded(int count, int max) => count >= 0 && count <= max ? count : throw new InvalidDataException($"The bytes are no counts of a site: {count} entries where at most {max} are kept.");
}
