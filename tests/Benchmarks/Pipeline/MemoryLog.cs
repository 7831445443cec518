namespace NewsPlatform.Benchmarks.Pipeline;

/// <summary>How the processes' resident memory went over a run.</summary>
internal sealed class MemoryLog(PipelineRun run)
{
    private readonly List<IReadOnlyDictionary<string, long>> notes = [];

    /// <summary>The latest note, for a line of progress.</summary>
    public string Line => string.Join("  ", notes[^1].Select(n => $"{n.Key} {n.Value >> 20} MB"));

    public void Note() => notes.Add(run.Resident());

    /// <summary>A process's memory at the quarters of the run.</summary>
    public string Quarters(string name) => string.Join(
        ", ",
        new[] { 0.25, 0.5, 0.75, 1 }.Select(q => notes[(int)Math.Ceiling((notes.Count - 1) * q)])
            .Select(note => note.TryGetValue(name, out var bytes) ? $"{bytes >> 20}" : "-"));
}
