using System.IO.Compression;

namespace NewsPlatform.UnitTests.Crawling.Compression;

/// <summary>Packs bodies as servers do.</summary>
internal static class Packing
{
    /// <summary>The body with content codings applied, the first of the list first.</summary>
    public static byte[] Pack(byte[] body, string codings)
    {
        foreach (var coding in codings.Split(", "))
        {
            using var target = new MemoryStream();
            using (Stream packing = coding switch
            {
                "gzip" => new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true),
                "deflate" => new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true),
                "br" => new BrotliStream(target, CompressionLevel.Optimal, leaveOpen: true),
                _ => new ZstdSharp.CompressionStream(target, leaveOpen: true),
            })
            {
                packing.Write(body);
            }

            body = target.ToArray();
        }

        return body;
    }
}
