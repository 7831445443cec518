using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace NewsPlatform.Hosting.Blobs;

/// <summary>
/// Blobs as objects of a bucket, of Amazon S3 or a store that speaks its protocol. Each is written by one request, signed with
/// the digest of its bytes: the store takes it whole or not at all.
/// </summary>
public sealed class S3BlobStore : IBlobStore, IDisposable
{
    // Beyond what any part of an upload or capture has.
    private const long MaxBytes = 256L << 20;

    private readonly AmazonS3Client client;
    private readonly string bucket;
    private readonly string prefix;

    /// <summary>Makes a client; nothing is asked yet.</summary>
    /// <param name="options">The bucket and how it is reached.</param>
    public S3BlobStore(BlobOptions options)
    {
        (bucket, prefix) = (options.Bucket, options.Prefix);
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.PathStyle,
            Timeout = options.Timeout,
            MaxErrorRetry = 3,
            // Newer checksums come as trailers, which many stores do not know; the signature covers the bytes in any case.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = options.Region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        client = options.AccessKey.Length == 0 ? new AmazonS3Client(config) : new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (!FileBlobStore.IsKey(key))
        {
            throw new ArgumentException($"A blob's key has 8 to 200 letters, digits, - and _; this is \"{key}\".", nameof(key));
        }

        using var bytes = MemoryMarshal.TryGetArray(content, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = prefix + key,
            InputStream = bytes,
            AutoCloseStream = false,
            ContentType = "application/octet-stream",
            // Chunks with a signature each are another thing that not all stores know.
            UseChunkEncoding = false,
        };
        await AskAsync("write", key, () => client.PutObjectAsync(request, cancellationToken));
    }

    // Read whole: callers want the length, and a connection that breaks off in the middle is asked again here.
    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken) =>
        await ReadAsync(key, null, cancellationToken) is { } bytes ? new MemoryStream(bytes, writable: false) : null;

    /// <inheritdoc/>
    public Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken) => ReadAsync(key, null, cancellationToken);

    /// <inheritdoc/>
    public Task<byte[]?> ReadAsync(string key, long start, long length, CancellationToken cancellationToken) => ReadAsync(key, (start, length), cancellationToken);

    private async Task<byte[]?> ReadAsync(string key, (long Start, long Length)? part, CancellationToken cancellationToken)
    {
        if (!FileBlobStore.IsKey(key))
        {
            return null;
        }

        var request = new GetObjectRequest { BucketName = bucket, Key = prefix + key, ByteRange = part is var (from, count) ? new ByteRange(from, from + count - 1) : null };
        return await AskAsync("read", key, async () =>
        {
            try
            {
                using var response = await client.GetObjectAsync(request, cancellationToken);
                if (response.ContentLength is < 0 or > MaxBytes)
                {
                    throw new BlobStoreAwayException($"the blob {key} has {response.ContentLength} bytes, the limit is {MaxBytes}", null);
                }

                // A store that knows no ranges sends all of it.
                var before = response.HttpStatusCode == HttpStatusCode.OK ? part?.Start ?? 0 : 0;
                var length = part?.Length ?? response.ContentLength;
                if (response.ContentLength < before + length)
                {
                    return null;
                }

                var bytes = new byte[length];
                while (before > 0)
                {
                    var over = bytes.AsMemory(0, (int)Math.Min(before, length));
                    await response.ResponseStream.ReadExactlyAsync(over, cancellationToken);
                    before -= over.Length;
                }

                await response.ResponseStream.ReadExactlyAsync(bytes, cancellationToken);
                return bytes;
            }
            catch (AmazonS3Exception exception) when (
                exception.StatusCode is HttpStatusCode.NotFound && exception.ErrorCode is not "NoSuchBucket" || exception.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                return null;
            }
        });
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = this.prefix + prefix };
        do
        {
            var some = await AskAsync("list", prefix, () => client.ListObjectsV2Async(request, cancellationToken));
            foreach (var one in some.S3Objects ?? [])
            {
                // Others may keep theirs in the bucket, below names that begin alike.
                if (one.Key[this.prefix.Length..] is var key && FileBlobStore.IsKey(key) && one.LastModified is { } written)
                {
                    yield return new BlobEntry(key, new DateTimeOffset(written.ToUniversalTime()));
                }
            }

            request.ContinuationToken = some.IsTruncated == true ? some.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        if (FileBlobStore.IsKey(key))
        {
            await AskAsync("delete", key, () => client.DeleteObjectAsync(bucket, prefix + key, cancellationToken));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    // One kind of fault for whatever the client throws. Its messages name hosts, codes and key ids, never secrets.
    private async Task<T> AskAsync<T>(string verb, string key, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (AmazonServiceException exception)
        {
            throw new BlobStoreAwayException($"the bucket {bucket} does not {verb} {key}: {exception.ErrorCode} ({(int)exception.StatusCode})", exception);
        }
        catch (Exception exception) when (exception is AmazonClientException or HttpRequestException or (IOException and not BlobStoreAwayException))
        {
            throw new BlobStoreAwayException($"the bucket {bucket} does not {verb} {key}: {exception.GetType().Name}", exception);
        }
    }
}
