namespace NewsPlatform.TestKit.Processes;

/// <summary>The last lines that a process wrote; older ones are dropped.</summary>
internal sealed class OutputRing(int maxLines = 2_000, int maxLineLength = 4_000)
{
    private readonly Queue<string> lines = new();

    public async Task ReadToEndAsync(TextReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            Add(line);
        }
    }

    public void Add(string line)
    {
        lock (lines)
        {
            lines.Enqueue(line.Length > maxLineLength ? line[..maxLineLength] : line);
            if (lines.Count > maxLines)
            {
                lines.Dequeue();
            }
        }
    }

    public string Text(int last = int.MaxValue)
    {
        lock (lines)
        {
            return string.Join('\n', lines.Skip(Math.Max(0, lines.Count - last)));
        }
    }
}
