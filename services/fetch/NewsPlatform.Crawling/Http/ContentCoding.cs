using NewsPlatform.Crawling.Compression;

namespace NewsPlatform.Crawling.Http;

/// <summary>Undoes the Content-Encoding of a body (RFC 9110 section 8.4), bounded in size, ratio and number of codings.</summary>
internal static class ContentCoding
{
    public const string Accepted = "gzip, deflate, br, zstd";

    private const int MaxCodings = 3;

    // Below this size a high ratio is harmless: a page of white space.
    private const int RatioFreeBytes = 1_024 * 1_024;

    /// <summary>Undoes it. A body that no coding is taken off comes back as the same memory.</summary>
    public static (FetchOutcome Outcome, string Reason, ReadOnlyMemory<byte> Body) Decode(ReadOnlyMemory<byte> body, string? codings, int maxBytes, int maxRatio)
    {
        var names = (codings ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length > MaxCodings)
        {
            return (FetchOutcome.BadEncoding, $"Content-Encoding lists {names.Length} codings, the limit is {MaxCodings}", default);
        }

        // The last was applied last, so it comes off first.
        for (var i = names.Length - 1; i >= 0; i--)
        {
            var name = names[i].ToLowerInvariant();
            if (name is "identity" or "none" or "utf-8" or "utf8" or "binary" or "8bit" or "iso-8859-1" || body.Length == 0)
            {
                continue; // not codings, but servers say so and send plain bytes
            }

            var bound = (int)Math.Min(maxBytes, Math.Max(RatioFreeBytes, (long)body.Length * maxRatio));
            DecodedBytes decoded;
            switch (name)
            {
                // Plain text labelled gzip is common enough that browsers' users see it: take what is there.
                case "gzip" or "x-gzip" when !Gzip.HasMagic(body.Span) && body.Span[0] != 0x1F:
                    continue;
                case "gzip" or "x-gzip":
                    decoded = Gzip.Decode(body, bound);
                    break;
                case "deflate":
                    decoded = Gzip.DecodeDeflate(body.Span, bound);
                    break;
                case "br":
                    decoded = Brotli.Decode(body.Span, bound);
                    break;
                case "zstd":
                    decoded = Zstd.Decode(body, bound);
                    break;
                default:
                    return (FetchOutcome.BadEncoding, $"the content coding '{(name.Length > 40 ? name[..40] : name)}' is not known; known are {Accepted}", default);
            }

            switch (decoded.Status)
            {
                case DecodeStatus.Truncated:
                    return (FetchOutcome.TruncatedBody, $"the {name} body of {body.Length} bytes is cut short", default);
                case DecodeStatus.Invalid:
                    return (FetchOutcome.BadEncoding, $"the body of {body.Length} bytes is damaged or no {name}", default);
                case DecodeStatus.TooLarge:
                    return (FetchOutcome.TooLarge, $"the {name} body of {body.Length} bytes decodes to more than {bound} bytes", default);
                default:
                    body = decoded.Bytes;
                    break;
            }
        }

        return (FetchOutcome.Ok, "", body);
    }
}
