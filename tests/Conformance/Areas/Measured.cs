namespace NewsPlatform.Conformance.Areas;

/// <summary>Time and memory of a piece of work.</summary>
internal static class Measured
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(25);

    /// <summary>
    /// The processor time it took, which a busy machine does not change as it changes the hour on the wall, and how far
    /// the managed heap grew meanwhile, looked at every 25 ms.
    /// </summary>
    public static (TimeSpan Time, long Bytes) Run(Action work)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = 0L;
        using var sampler = new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false)), null, Step, Step);
        var started = Environment.CpuUsage.TotalTime;
        work();
        var time = Environment.CpuUsage.TotalTime - started;
        peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
        return (time, peak - before);
    }
}
