namespace NewsPlatform.Hosting.Blobs;

/// <summary>Blobs as files, in 256 × 256 folders by the first four characters of the key.</summary>
public sealed class FileBlobStore(string folder) : IBlobStore
{
    /// <inheritdoc/>
    public async Task WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = IsKey(key)
            ? PathOf(key)
            : throw new ArgumentException($"A blob's key has 8 to 200 letters, digits, - and _; this is \"{key}\".", nameof(key));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // A name of its own, then one rename: a reader never sees half a blob, also when the process dies here. It then is one more
        // blob that nobody names.
        var temporary = $"{path}-{Guid.NewGuid():n}-tmp";
        try
        {
            using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.Asynchronous))
            {
                await RandomAccess.WriteAsync(file, content, 0, cancellationToken);
                // The bytes before the name: else a crash of the machine may leave the name of a blob whose bytes never reached the disk.
                RandomAccess.FlushToDisk(file);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        // What cannot be a key was never written. An absent blob is the usual case before it is written: an exception would cost more than asking.
        if (!IsKey(key) || !File.Exists(PathOf(key)))
        {
            return Task.FromResult<Stream?>(null);
        }

        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, useAsync: true));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    /// <inheritdoc/>
    public Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken) => ReadPartAsync(key, 0, null, cancellationToken);

    /// <inheritdoc/>
    public Task<byte[]?> ReadAsync(string key, long start, long length, CancellationToken cancellationToken) => ReadPartAsync(key, start, length, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<BlobEntry> ListAsync(string prefix, CancellationToken cancellationToken) =>
        new DirectoryInfo(Path.Combine(folder, prefix)) is { Exists: true } some
            ? some.EnumerateFiles("*", SearchOption.AllDirectories)
                .Where(file => IsKey(file.Name))
                .Select(file => new BlobEntry(file.Name, new DateTimeOffset(file.LastWriteTimeUtc)))
                .ToAsyncEnumerable()
            : AsyncEnumerable.Empty<BlobEntry>();

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        if (IsKey(key))
        {
            try
            {
                File.Delete(PathOf(key));
            }
            catch (DirectoryNotFoundException)
            {
            }
        }

        return Task.CompletedTask;
    }

    internal static bool IsKey(string key) => key.Length is >= 8 and <= 200 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    // Straight into the bytes that are given out: the buffer of a stream would be another copy.
    private async Task<byte[]?> ReadPartAsync(string key, long start, long? length, CancellationToken cancellationToken)
    {
        if (!IsKey(key) || !File.Exists(PathOf(key)))
        {
            return null;
        }

        try
        {
            using var file = File.OpenHandle(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.Asynchronous);
            var bytes = GC.AllocateUninitializedArray<byte>(checked((int)(length ?? RandomAccess.GetLength(file) - start)));
            var read = 0;
            while (read < bytes.Length && await RandomAccess.ReadAsync(file, bytes.AsMemory(read), start + read, cancellationToken) is > 0 and var more)
            {
                read += more;
            }

            return read == bytes.Length ? bytes : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private string PathOf(string key) => Path.Combine(folder, key[..2], key[2..4], key);
}
