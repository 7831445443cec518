namespace NewsPlatform.Hosting.Blobs;

/// <summary>Keeps bytes under keys. What is written again replaces what was there, as a whole.</summary>
public interface IBlobStore
{
    /// <summary>Keeps <paramref name="content"/>; it is complete, on the disk and readable by all replicas when the call returns.</summary>
    Task WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Opens a blob for reading; null when there is none.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken);

    /// <summary>The bytes of a blob; null when there is none.</summary>
    async Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        await using var blob = await OpenAsync(key, cancellationToken);
        if (blob is null)
        {
            return null;
        }

        var bytes = new byte[blob.Length];
        await blob.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <summary>Some of the bytes of a blob; null when there is none, or when it ends before them.</summary>
    /// <param name="key">The blob.</param>
    /// <param name="start">Bytes before the first.</param>
    /// <param name="length">How many, at least one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    async Task<byte[]?> ReadAsync(string key, long start, long length, CancellationToken cancellationToken)
    {
        await using var blob = await OpenAsync(key, cancellationToken);
        if (blob is null || blob.Length < start + length)
        {
            return null;
        }

        var bytes = new byte[length];
        blob.Position = start;
        await blob.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <summary>The blobs whose keys begin with two characters, in any order; and what writers that died left behind, under the names that they gave it.</summary>
    /// <param name="prefix">The two characters.</param>
    /// <param name="cancellationToken">Cancels.</param>
    IAsyncEnumerable<BlobEntry> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Removes a blob; one that is not there is no fault.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);
}

/// <summary>A blob of a list.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Written">When it was last written, by the store's clock.</param>
public readonly record struct BlobEntry(string Key, DateTimeOffset Written);
