namespace NewsPlatform.Cli.Output;

/// <summary>Takes lines for a file or for standard output, and says in one way when they cannot be written.</summary>
internal sealed class LineSink(Stream stream) : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly BufferedStream buffer = new(stream, BufferBytes);
    private bool failed;

    /// <exception cref="OutputException">It cannot be written.</exception>
    public void Write(ReadOnlySpan<byte> line)
    {
        try
        {
            buffer.Write(line);
        }
        catch (IOException exception)
        {
            throw Failure(exception);
        }
    }

    /// <summary>Hands what was written to the reader now.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public void Flush()
    {
        try
        {
            buffer.Flush();
        }
        catch (IOException exception)
        {
            throw Failure(exception);
        }
    }

    public void Dispose()
    {
        // After a failure the rest would fail again, and hide the first report.
        if (!failed)
        {
            Flush();
        }

        stream.Dispose();
    }

    private OutputException Failure(IOException exception)
    {
        failed = true;
        return new OutputException(exception);
    }
}
