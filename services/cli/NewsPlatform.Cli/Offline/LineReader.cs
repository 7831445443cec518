using System.IO.Compression;
using NewsPlatform.Cli.Commands;

namespace NewsPlatform.Cli.Offline;

/// <summary>Lines of a JSON Lines file, one at a time and bounded.</summary>
internal static class LineReader
{
    /// <summary>Longest line in bytes: an article's text of a million characters with room for its escapes.</summary>
    public const int MaxLineBytes = 16 * 1024 * 1024;

    private const int ChunkBytes = 64 * 1024;

    /// <summary>Opens a file, <c>-</c> for standard input; unpacks <c>.gz</c>.</summary>
    /// <exception cref="UsageException">It cannot be opened.</exception>
    public static Stream Open(string path)
    {
        try
        {
            var file = path == "-" ? Console.OpenStandardInput() : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, ChunkBytes);
            return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: cannot be read ({exception.Message})");
        }
    }

    /// <summary>The lines that are not blank. Each has its own memory.</summary>
    /// <exception cref="UsageException">The file breaks off: it is packed and damaged, or its disk fails.</exception>
    public static IEnumerable<InputLine> Read(Stream stream)
    {
        var chunk = new byte[ChunkBytes];
        var line = new MemoryStream();
        var tooLong = false;
        var number = 0;
        int read;
        while ((read = ReadChunk(stream, chunk)) > 0)
        {
            for (var start = 0; start < read;)
            {
                var length = chunk.AsSpan(start, read - start).IndexOf((byte)'\n');
                var part = length < 0 ? read - start : length;
                tooLong |= line.Length + part > MaxLineBytes;
                if (!tooLong)
                {
                    line.Write(chunk, start, part);
                }

                start += part + 1;
                if (length < 0)
                {
                    break;
                }

                number++;
                if (Take(line, number, ref tooLong) is { } complete)
                {
                    yield return complete;
                }
            }
        }

        if (Take(line, number + 1, ref tooLong) is { } last)
        {
            yield return last;
        }
    }

    private static int ReadChunk(Stream stream, byte[] chunk)
    {
        try
        {
            return stream.Read(chunk);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw new UsageException($"the input cannot be read on ({exception.Message})");
        }
    }

    private static InputLine? Take(MemoryStream line, int number, ref bool tooLong)
    {
        var result = tooLong ? new InputLine(number, default, TooLong: true) : new InputLine(number, line.ToArray(), TooLong: false);
        var blank = !tooLong && result.Bytes.Span.Trim(" \t\r"u8).IsEmpty;
        line.SetLength(0);
        tooLong = false;
        return blank ? null : result;
    }
}
