namespace NewsPlatform.Hosting.Blobs;

/// <summary>Keeps bytes under keys derived from their content. What is written again replaces what was there, as a whole.</summary>
public interface IBlobStore
{
    /// <summary>Keeps <paramref name="content"/>; it is complete, on the disk and readable by all replicas when the call returns.</summary>
    Task WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Opens a blob for reading; null when there is none.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken);

    /// <summary>Removes a blob; one that is not there is no fault.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);
}
