using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Commands.Captures;

/// <summary>
/// Where an export goes, whole captures only. A file is called <c>FILE.part</c> until it is complete, and <c>FILE.position</c>
/// beside it says how far it is: the same command takes it up from there.
/// </summary>
internal sealed class ExportFile : IDisposable
{
    private const int MaxCapture = 256 << 20;
    private const int CapturesBetweenNotes = 100;

    private readonly MemoryStream unfinished = new();
    private readonly LineSink sink;
    private readonly FileStream? part;
    private readonly string? path;
    private readonly string selection;
    private readonly Timestamp? since;
    private readonly Timestamp until;
    private string token;
    private int unnoted;
    private bool disposed;

    private ExportFile(string? path, FileStream? part, string selection, ExportCapturesRequest request)
    {
        (this.path, this.part, this.selection, since, until, token) = (path, part, selection, request.Since, request.Until, request.PageToken);
        sink = new LineSink(part ?? StandardOutput.Open());
        Length = part?.Length ?? 0;
    }

    /// <summary>Bytes written.</summary>
    public long Length { get; private set; }

    /// <summary>Opens a file, at the place where an earlier run of the same export was interrupted.</summary>
    /// <param name="path">The file; null and <c>-</c> for standard output.</param>
    /// <param name="selection">What is exported: another selection begins anew.</param>
    /// <param name="request">The request, which is made to go on from there.</param>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static ExportFile Open(string? path, string selection, ExportCapturesRequest request)
    {
        if (path is null or "-")
        {
            return new ExportFile(null, null, selection, request);
        }

        try
        {
            var opened = new FileStream(path + ".part", FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 1);
            var note = File.Exists(path + ".position") ? File.ReadAllLines(path + ".position") : [];
            if (note is [var of, var length, var from, var to, var token, ..] && of == selection
                && long.TryParse(length, CultureInfo.InvariantCulture, out var at) && at <= opened.Length)
            {
                Screen.Note($"taking up {path} again, behind {Printable.Number(at)} bytes");
                request.PageToken = token;
                request.Since = TimeOf(from);
                request.Until = TimeOf(to);
                opened.SetLength(at);
            }
            else
            {
                opened.SetLength(0);
            }

            opened.Seek(0, SeekOrigin.End);
            return new ExportFile(path, opened, selection, request);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: cannot be written ({exception.Message})");
        }
    }

    /// <summary>Takes a part. Nothing of a capture is written before all of it has come.</summary>
    public void Take(ExportCapturesResponse response)
    {
        if (unfinished.Length + response.Data.Length > MaxCapture)
        {
            throw new InvalidDataException($"a capture has more than {MaxCapture} bytes");
        }

        unfinished.Write(response.Data.Span);
        // The warcinfo record, at the start, comes whole and without a token; it stands before the first capture.
        if (response.PageToken.Length == 0)
        {
            return;
        }

        Flush();
        token = response.PageToken;
        if (++unnoted >= CapturesBetweenNotes)
        {
            Note();
        }
    }

    /// <summary>Forgets the part of a capture whose rest did not come.</summary>
    public void ForgetUnfinished() => unfinished.SetLength(0);

    /// <summary>All has come: the file gets its name.</summary>
    public void Complete()
    {
        Flush();
        sink.Flush();
        if (path is null)
        {
            return;
        }

        Close();
        File.Move(path + ".part", path, overwrite: true);
        File.Delete(path + ".position");
    }

    public void Dispose()
    {
        if (!disposed)
        {
            Note();
            Close();
        }
    }

    private void Flush()
    {
        sink.Write(unfinished.GetBuffer().AsSpan(0, (int)unfinished.Length));
        Length += unfinished.Length;
        unfinished.SetLength(0);
    }

    // The bytes before the note that speaks of them.
    private void Note()
    {
        unnoted = 0;
        if (path is null || token.Length == 0)
        {
            return;
        }

        sink.Flush();
        part!.Flush(flushToDisk: true);
        File.WriteAllLines(path + ".position.new", [selection, part.Position.ToString(CultureInfo.InvariantCulture), TextOf(since), TextOf(until), token]);
        File.Move(path + ".position.new", path + ".position", overwrite: true);
    }

    private static string TextOf(Timestamp? time) => time is null ? "" : $"{time.Seconds} {time.Nanos}";

    private static Timestamp? TimeOf(string text) =>
        text.Split(' ') is [var seconds, var nanos] && long.TryParse(seconds, CultureInfo.InvariantCulture, out var s) && int.TryParse(nanos, CultureInfo.InvariantCulture, out var n)
            ? new Timestamp { Seconds = s, Nanos = n }
            : null;

    private void Close()
    {
        disposed = true;
        sink.Dispose();
        unfinished.Dispose();
    }
}
