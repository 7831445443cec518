using System.Text.Json;

namespace NewsPlatform.TestKit.Node;

/// <summary>Reads WARC files with warcio, the library that web archives use.</summary>
public static class WarcTool
{
    /// <summary>The package.</summary>
    public const string Package = "warcio";

    /// <summary>Its version.</summary>
    public const string Version = "2.4.11";

    // For each record: what warcio reads, and whether block and payload have the digests that the record claims.
    private const string Script =
        """
        import { createReadStream } from "node:fs";
        import { createHash } from "node:crypto";
        import { WARCParser } from "warcio";
        const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        const base32 = bytes => {
          let bits = 0, value = 0, text = "";
          for (const byte of bytes) {
            value = (value << 8) | byte; bits += 8;
            while (bits >= 5) { text += letters[(value >>> (bits - 5)) & 31]; bits -= 5; value &= (1 << bits) - 1; }
          }
          return bits > 0 ? text + letters[(value << (5 - bits)) & 31] : text;
        };
        const digest = bytes => "sha256:" + base32(createHash("sha256").update(bytes).digest());
        const offsets = [];
        const parser = new WARCParser(createReadStream(process.argv[2]), { parseHttp: false });
        for await (const record of parser) {
          const block = Buffer.from(await record.readFully(false));
          const head = block.indexOf("\r\n\r\n");
          const payload = head < 0 ? Buffer.alloc(0) : block.subarray(head + 4);
          const header = name => record.warcHeader(name) ?? null;
          console.log(JSON.stringify({
            type: record.warcType, uri: header("WARC-Target-URI"), id: header("WARC-Record-ID"), date: header("WARC-Date"),
            concurrentTo: header("WARC-Concurrent-To"), refersTo: header("WARC-Refers-To"), profile: header("WARC-Profile"), ip: header("WARC-IP-Address"),
            block: block.toString("latin1"),
            blockDigest: header("WARC-Block-Digest") === digest(block),
            payloadDigest: header("WARC-Payload-Digest"), payloadMatches: header("WARC-Payload-Digest") === digest(payload),
            offset: parser.offset, length: parser.recordLength,
          }));
        }
        """;

    /// <summary>The records of a file as warcio reads them; fails where it fails.</summary>
    /// <param name="path">The file.</param>
    public static async Task<IReadOnlyList<JsonElement>> ReadAsync(string path)
    {
        var result = await NodePackage.RunAsync(NodePackage.FolderOf(Package, Version), Script, path);
        result.EnsureSuccess("warcio");
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
