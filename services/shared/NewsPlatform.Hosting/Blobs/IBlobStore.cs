namespace NewsPlatform.Hosting.Blobs;

/// <summary>Keeps bytes under keys derived from their content. What is written again replaces what was there, as a whole.</summary>
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

    /// <summary>Removes a blob; one that is not there is no fault.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);
}
