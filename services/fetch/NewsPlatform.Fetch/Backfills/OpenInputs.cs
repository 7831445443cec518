using NewsPlatform.Hosting.Blobs;

namespace NewsPlatform.Fetch.Backfills;

/// <summary>
/// The uploaded inputs that are being read. Readers stay open between turns, as reading over what was read costs time. One thread at
/// a time.
/// </summary>
internal sealed class OpenInputs(IBlobStore blobs, FetchOptions options) : IDisposable
{
    private const int MaxBatchBytes = 32 << 20;
    private const long MaxUnpackedBatch = 256 << 20;
    private const int MaxRecordsRead = 2_000;
    private const int MaxOpen = 4;

    private readonly Dictionary<(string Backfill, long Number), InputReader> readers = [];

    /// <summary>Reads on in an input, from where its row says; blocks, and inflating is work.</summary>
    /// <param name="input">The input's row.</param>
    /// <param name="archive">Whether it is a WARC file; a list of addresses else.</param>
    /// <param name="pagesWanted">Most pages.</param>
    /// <param name="stop">Ends the reading by an exception; the input is to be closed then.</param>
    public (List<InputRecord> Batch, InputProgress Progress) Read(BackfillInputRow input, bool archive, int pagesWanted, CancellationToken stop)
    {
        var batch = new List<InputRecord>();
        InputReader? reader;
        try
        {
            reader = ReaderOf(input, archive, stop);
        }
        catch (InvalidDataException fault)
        {
            return (batch, new InputProgress(input.Records, Ended: true, fault.Message));
        }

        if (reader is null)
        {
            return (batch, new InputProgress(input.Records, Ended: true, "it has fewer records than were read of it before"));
        }

        var (found, bytes, before) = (0, 0L, reader.UnpackedBytes);
        while (found < pagesWanted && bytes < MaxBatchBytes && batch.Count < MaxRecordsRead && reader.UnpackedBytes - before < MaxUnpackedBatch)
        {
            if (reader.Next() is not { } record)
            {
                return (batch, new InputProgress(reader.Position, Ended: true, reader.Fault));
            }

            batch.Add(record);
            found += record.Url is null ? 0 : 1;
            bytes += record.Archived?.Capture?.Body.Length ?? 0;
        }

        return (batch, new InputProgress(reader.Position, Ended: false, null));
    }

    /// <summary>Forgets how far an input was read.</summary>
    public void Close(BackfillInputRow input)
    {
        if (readers.Remove((input.Backfill, input.Number), out var reader))
        {
            reader.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var reader in readers.Values)
        {
            reader.Dispose();
        }

        readers.Clear();
    }

    private InputReader? ReaderOf(BackfillInputRow input, bool archive, CancellationToken stop)
    {
        var key = (input.Backfill, input.Number);
        // Others may have read on in the meantime.
        if (readers.TryGetValue(key, out var open))
        {
            open.StopWith(stop);
            if (open.Position <= input.Records && open.SkipTo(input.Records))
            {
                return open;
            }
        }

        Close(input);
        while (readers.Count >= MaxOpen)
        {
            var (other, reader) = readers.First();
            readers.Remove(other);
            reader.Dispose();
        }

        var stream = new PartsStream(blobs, part => BackfillInputRow.PartKey(input.Backfill, input.Number, part), input.Parts);
        var opened = archive ? InputReader.OfWarc(stream, input.Label, options.MaxPageBytes) : InputReader.OfList(stream, input.Label);
        opened.StopWith(stop);
        readers[key] = opened;
        return opened.SkipTo(input.Records) ? opened : null;
    }
}

/// <summary>How far an input was read.</summary>
/// <param name="Position">Records read of it, over all turns.</param>
/// <param name="Ended">Whether no more can be read.</param>
/// <param name="Fault">Why, when that was not its clean end.</param>
internal sealed record InputProgress(long Position, bool Ended, string? Fault);
