using System.Globalization;
using System.IO.Compression;
using System.Text;
using NewsPlatform.Crawling.Streams;

namespace NewsPlatform.Crawling.Warc;

/// <summary>
/// Reads records from a stream of gzip members or plain WARC, one at a time, bounded. Ends at the first fault, which
/// <see cref="Fault"/> tells. Understands WARC 0.17 to 1.1.
/// </summary>
public sealed class WarcReader : IDisposable
{
    /// <summary>Default bound on one record's block, in bytes.</summary>
    public const int DefaultMaxContentBytes = 64 * 1_024 * 1_024;

    /// <summary>Bound on one record's header, in bytes.</summary>
    public const int MaxHeaderBytes = 64 * 1_024;

    private readonly BufferedStream input;
    private readonly int maxContentBytes;
    private readonly bool skipLarge;
    private int headerBytes;

    /// <summary>Makes a reader.</summary>
    /// <param name="stream">The archive; closed with the reader.</param>
    /// <param name="maxContentBytes">Bound on one record's block.</param>
    /// <param name="skipLarge">Whether a larger block is read over, the record being given without it; else it is a fault.</param>
    /// <param name="watch">Puts a stream of the caller's before the unpacked bytes; null for none.</param>
    public WarcReader(Stream stream, int maxContentBytes = DefaultMaxContentBytes, bool skipLarge = false, Func<Stream, Stream>? watch = null)
    {
        this.skipLarge = skipLarge;
        this.maxContentBytes = maxContentBytes;
        var peek = new byte[2];
        var length = stream.ReadAtLeast(peek, 2, throwOnEndOfStream: false);
        Stream whole = new PrefixedStream(peek.AsMemory(0, length), stream);
        var gzip = length == 2 && peek[0] == 0x1F && peek[1] == 0x8B;
        whole = gzip ? new GZipStream(whole, CompressionMode.Decompress) : whole;
        input = new BufferedStream(watch is null ? whole : watch(whole), 65_536);
    }

    /// <summary>Why reading ended before the end of the stream; null after a clean end.</summary>
    public string? Fault { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => input.Dispose();

    /// <summary>The next record, or null at the end of the stream or at a fault.</summary>
    public WarcRecord? Read()
    {
        if (Fault is not null)
        {
            return null;
        }

        try
        {
            return ReadRecord();
        }
        catch (InvalidDataException fault)
        {
            // The framework tells damaged gzip by exception.
            return Failed($"the gzip data is damaged: {fault.Message}");
        }
    }

    private WarcRecord? ReadRecord()
    {
        headerBytes = 0;
        string? line;
        do
        {
            line = ReadLine();
            if (line is null)
            {
                return null;
            }
        }
        while (line.Length == 0 && Fault is null);

        if (!line.StartsWith("WARC/", StringComparison.Ordinal))
        {
            return Failed($"a record starts with '{line[..Math.Min(line.Length, 40)]}', not with WARC/");
        }

        var version = line[5..].Trim();
        var headers = new List<KeyValuePair<string, string>>();
        while ((line = ReadLine()) is { Length: > 0 })
        {
            if (line[0] is ' ' or '\t' && headers.Count > 0)
            {
                var (name, value) = headers[^1];
                headers[^1] = new KeyValuePair<string, string>(name, value + " " + line.Trim());
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                return Failed($"the header line '{line[..Math.Min(line.Length, 40)]}' has no name");
            }

            headers.Add(new KeyValuePair<string, string>(line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }

        if (Fault is not null)
        {
            return null;
        }

        if (line is null)
        {
            return Failed("the archive ends in a record's header");
        }

        var record = new WarcRecord(version, headers, default);
        if (!long.TryParse(record.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return Failed($"Content-Length is '{record.Header("Content-Length")}', not a number");
        }

        if (length > maxContentBytes && skipLarge)
        {
            return ReadOver(length) ? record with { IsTooLarge = true } : null;
        }

        if (length > maxContentBytes)
        {
            return Failed($"a record has {length} bytes, the limit is {maxContentBytes}");
        }

        return Content((int)length) is { } content ? record with { Content = content } : null;
    }

    private bool ReadOver(long length)
    {
        var left = length;
        var buffer = new byte[65_536];
        while (left > 0)
        {
            var read = input.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
            {
                Failed($"the archive ends after {length - left} of a record's {length} bytes");
                return false;
            }

            left -= read;
        }

        return true;
    }

    /// <summary>The block; memory grows with what is there, not with what the header claims.</summary>
    private byte[]? Content(int length)
    {
        var content = new byte[Math.Min(length, 65_536)];
        var filled = 0;
        while (filled < length)
        {
            if (filled == content.Length)
            {
                Array.Resize(ref content, (int)Math.Min(length, content.Length * 2L));
            }

            var read = input.Read(content, filled, content.Length - filled);
            if (read == 0)
            {
                Failed($"the archive ends after {filled} of a record's {length} bytes");
                return null;
            }

            filled += read;
        }

        return content;
    }

    private string? ReadLine()
    {
        var line = new List<byte>(80);
        while (true)
        {
            var next = input.ReadByte();
            if (next < 0)
            {
                return line.Count == 0 ? null : Text(line);
            }

            if (++headerBytes > MaxHeaderBytes)
            {
                Failed($"a record's header is longer than {MaxHeaderBytes} bytes");
                return "";
            }

            if (next == '\n')
            {
                return Text(line);
            }

            line.Add((byte)next);
        }
    }

    private static string Text(List<byte> line)
    {
        var text = Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line));
        return text.EndsWith('\r') ? text[..^1] : text;
    }

    private WarcRecord? Failed(string reason)
    {
        Fault ??= reason;
        return null;
    }
}
