using System.IO.Compression;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Offline;

/// <summary>Saved pages: bytes as served, in files that may be compressed.</summary>
internal static class PageFile
{
    /// <summary>Reads at most <paramref name="maxBytes"/> and one more, so that a page that is too large shows itself; unpacks <c>.gz</c>.</summary>
    /// <returns>The bytes, or why they cannot be read.</returns>
    public static (byte[] Bytes, string? Error) Read(string path, int maxBytes)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            if (!PageFileName.IsPacked(path))
            {
                return (ReadBounded(file, maxBytes, file.CanSeek ? file.Length : 0), null);
            }

            using var unpacked = new GZipStream(file, CompressionMode.Decompress);
            return (ReadBounded(unpacked, maxBytes, file.CanSeek ? file.Length * 4 : 0), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or NotSupportedException)
        {
            return ([], exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                InvalidDataException => "is no gzip file",
                _ => exception.Message,
            });
        }
    }

    private static byte[] ReadBounded(Stream stream, int maxBytes, long expected)
    {
        var bytes = new byte[Math.Clamp(expected + 1, 4096, maxBytes + 1L)];
        var length = 0;
        int read;
        while ((read = stream.Read(bytes, length, bytes.Length - length)) > 0)
        {
            length += read;
            if (length == bytes.Length)
            {
                if (length > maxBytes)
                {
                    break;
                }

                Array.Resize(ref bytes, (int)Math.Min(bytes.Length * 2L, maxBytes + 1L));
            }
        }

        Array.Resize(ref bytes, length);
        return bytes;
    }
}
