using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using NewsPlatform.Crawling.Lists;
using NewsPlatform.Crawling.Streams;
using NewsPlatform.Crawling.Warc;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Fetch.Backfills;

/// <summary>Reads the records of an input one after another. Its position is the number of records read: a reader that is opened again reads over those.</summary>
internal abstract class InputReader : IDisposable
{
    // What unpacks to more than this, and to so many times what it is packed, without a record is no file of addresses or pages.
    private const long MaxBetweenRecords = 256 << 20;
    private const int MaxRatio = 20;

    private CancellationToken stop;
    private (long Packed, long Unpacked) atRecord;
    private long packedBytes;

    /// <summary>Records read.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes read, unpacked.</summary>
    public long UnpackedBytes { get; private set; }

    /// <summary>Why no more can be read; null after a clean end.</summary>
    public string? Fault { get; protected set; }

    /// <summary>A reader of addresses: a list or CSV, plain or gzip.</summary>
    /// <param name="stream">The bytes; closed with the reader.</param>
    /// <param name="name">The file's name.</param>
    public static InputReader OfList(Stream stream, string name) => new ListReader(stream, name);

    /// <summary>A reader of a WARC file, plain or gzip.</summary>
    /// <param name="stream">The bytes; closed with the reader.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="maxPageBytes">Largest page, decoded.</param>
    public static InputReader OfWarc(Stream stream, string name, int maxPageBytes) => new ArchiveReader(stream, name, maxPageBytes);

    /// <summary>From now on reading ends with this token, by an exception; the reader is of no use after it.</summary>
    public void StopWith(CancellationToken token) => stop = token;

    /// <summary>The next record; null at the end or at a fault.</summary>
    public InputRecord? Next()
    {
        atRecord = (packedBytes, UnpackedBytes);
        try
        {
            if (Fault is null && Read() is { } record)
            {
                Position++;
                return record;
            }
        }
        catch (InvalidDataException fault)
        {
            // The framework tells damaged gzip by exception, and the stream a part that is lost.
            Fault = fault.Message;
        }
        catch (TooPackedException fault)
        {
            Fault = fault.Message;
        }

        return null;
    }

    /// <summary>Reads over records.</summary>
    /// <returns>Whether there were so many.</returns>
    public bool SkipTo(long position)
    {
        while (Position < position)
        {
            if (Next() is null)
            {
                return false;
            }
        }

        return true;
    }

    public abstract void Dispose();

    protected abstract InputRecord? Read();

    private Watched Packed(Stream stream) => new(stream, read =>
    {
        packedBytes += read;
        stop.ThrowIfCancellationRequested();
    });

    private Watched Unpacked(Stream stream) => new(stream, read =>
    {
        UnpackedBytes += read;
        stop.ThrowIfCancellationRequested();
        var without = UnpackedBytes - atRecord.Unpacked;
        if (without > MaxBetweenRecords && without / MaxRatio > packedBytes - atRecord.Packed)
        {
            throw new TooPackedException($"more than {MaxBetweenRecords >> 20} MB were unpacked of few bytes without a record among them");
        }
    });

    private sealed class ListReader : InputReader
    {
        private readonly Counted packed;
        private readonly Counted? unpacked;
        private readonly StreamReader text;
        private readonly IEnumerator<string> addresses;

        public ListReader(Stream stream, string name)
        {
            packed = new Counted(Packed(stream));
            var buffered = new BufferedStream(packed, 65_536);
            Span<byte> magic = stackalloc byte[2];
            var length = buffered.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
            Stream whole = new PrefixedStream(magic[..length].ToArray(), buffered);
            if (length == 2 && magic is [0x1F, 0x8B])
            {
                unpacked = new Counted(new GZipStream(whole, CompressionMode.Decompress));
                whole = unpacked;
            }

            text = new StreamReader(Unpacked(whole), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 65_536);
            addresses = UrlList.Read(text, name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name).GetEnumerator();
        }

        public override void Dispose()
        {
            addresses.Dispose();
            text.Dispose();
        }

        protected override InputRecord? Read()
        {
            if (addresses.MoveNext())
            {
                return PageUrl.TryParse(addresses.Current, null, out var url, out var reason) ? new InputRecord { Url = url } : new InputRecord { Refusal = reason };
            }

            // The framework gives gzip that was cut short as if it were whole. The last four bytes of a whole file are the length
            // of what they pack (RFC 1952, 2.3.1), and anything else is beyond what was unpacked in all likelihood.
            Fault = Position == 0 ? "the file holds no address" : null;
            if (unpacked is not null && BinaryPrimitives.ReadUInt32LittleEndian(packed.Tail) > unpacked.Total)
            {
                Fault = "the gzip data is cut short";
            }

            return null;
        }
    }

    private sealed class ArchiveReader : InputReader
    {
        private readonly WarcReader archive;
        private readonly string origin;
        private readonly int maxPageBytes;

        public ArchiveReader(Stream stream, string name, int maxPageBytes)
        {
            archive = new WarcReader(Packed(stream), skipLarge: true, watch: Unpacked);
            origin = $"archive {name}";
            this.maxPageBytes = maxPageBytes;
        }

        public override void Dispose() => archive.Dispose();

        protected override InputRecord? Read()
        {
            if (archive.Read() is not { } record)
            {
                Fault = archive.Fault ?? (Position == 0 ? "the file holds no record" : null);
                return null;
            }

            var page = ArchivedPage.Of(record, maxPageBytes, origin);
            return page.Kind switch
            {
                ArchivedKind.Page => new InputRecord { Url = page.Url, Archived = page },
                ArchivedKind.Faulty => new InputRecord { Refusal = page.Reason },
                _ => new InputRecord(),
            };
        }
    }

    /// <summary>Counts what is read and remembers the last four bytes.</summary>
    private sealed class Counted(Stream inner) : ReadOnlyStream
    {
        private readonly byte[] tail = new byte[4];

        public long Total { get; private set; }

        public ReadOnlySpan<byte> Tail => tail;

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            Total += read;
            foreach (var one in buffer[Math.Max(0, read - 4)..read])
            {
                tail.AsSpan(1).CopyTo(tail);
                tail[3] = one;
            }

            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    /// <summary>Tells how much is read.</summary>
    private sealed class Watched(Stream inner, Action<int> watch) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            watch(read);
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    private sealed class TooPackedException(string message) : IOException(message);
}

/// <summary>One record of an input: a page, one that cannot be used, or neither.</summary>
internal sealed record InputRecord
{
    /// <summary>The page's address; null when it is none.</summary>
    public PageUrl? Url { get; init; }

    /// <summary>Why it cannot be used; empty when it can, or when it is none of a backfill's business.</summary>
    public string Refusal { get; init; } = "";

    /// <summary>The page's bytes, of an archive.</summary>
    public ArchivedPage? Archived { get; init; }
}
