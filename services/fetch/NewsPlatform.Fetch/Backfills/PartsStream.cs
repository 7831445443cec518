using NewsPlatform.Crawling.Streams;
using NewsPlatform.Hosting.Blobs;

namespace NewsPlatform.Fetch.Backfills;

/// <summary>The parts of an input, one blob after another, as one stream. Read by readers that know no other than blocking reads, on a thread of its own.</summary>
/// <param name="blobs">Where the parts are.</param>
/// <param name="key">The key of a part.</param>
/// <param name="parts">How many there are.</param>
internal sealed class PartsStream(IBlobStore blobs, Func<long, string> key, long parts) : ReadOnlyStream
{
    private Stream? current;
    private long next;

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            if (current is null)
            {
                if (next == parts)
                {
                    return 0;
                }

                var name = key(next++);
                // The framework's own blocking readers stand above this stream; there is no caller that could wait.
                current = blobs.OpenAsync(name, CancellationToken.None).GetAwaiter().GetResult() ?? throw new InvalidDataException($"the uploaded part {name} is lost");
            }

            var read = current.Read(buffer);
            if (read > 0 || buffer.IsEmpty)
            {
                return read;
            }

            current.Dispose();
            current = null;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            current?.Dispose();
        }

        base.Dispose(disposing);
    }
}
