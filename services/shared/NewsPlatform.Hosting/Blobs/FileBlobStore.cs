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
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // A name of its own, then one rename: a reader never sees half a blob, also when the process dies here.
        var temporary = $"{path}.{Environment.ProcessId:x}-{Environment.CurrentManagedThreadId:x}-{Guid.NewGuid():n}.tmp";
        try
        {
            await File.WriteAllBytesAsync(temporary, content, cancellationToken);
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
        // What cannot be a key was never written.
        if (!IsKey(key))
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

    private static bool IsKey(string key) => key.Length is >= 8 and <= 200 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private string PathOf(string key) => Path.Combine(folder, key[..2], key[2..4], key);
}
