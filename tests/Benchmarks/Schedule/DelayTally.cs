namespace NewsPlatform.Benchmarks.Schedule;

/// <summary>Delays between an entry's publication and its discovery, in minutes, counted to a twentieth of a minute.</summary>
internal sealed class DelayTally
{
    private const double Resolution = 20;
    private readonly long[] counts = new long[31 * 1440 * (int)Resolution];
    private double sum;

    public long Entries { get; private set; }

    public long Requests { get; private set; }

    public long Missed { get; private set; }

    public double Mean => sum / Entries;

    /// <summary>Adds one feed's delays; from any thread.</summary>
    public void Add(IReadOnlyList<double> delays, long requests, long missed)
    {
        lock (counts)
        {
            foreach (var minutes in delays)
            {
                counts[Math.Clamp((int)(minutes * Resolution), 0, counts.Length - 1)]++;
                sum += minutes;
            }

            Entries += delays.Count;
            Requests += requests;
            Missed += missed;
        }
    }

    public double Percentile(double share)
    {
        var wanted = share * Entries;
        var passed = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            passed += counts[i];
            if (passed >= wanted)
            {
                return (i + 0.5) / Resolution;
            }
        }

        return double.NaN;
    }
}
