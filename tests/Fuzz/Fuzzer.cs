using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NewsPlatform.Fuzz;

/// <summary>
/// Feeds a target with mutated inputs until its time is over. An input that makes it throw, or that takes it longer than it may, is
/// written to <c>fuzz-findings/</c> and ends the run.
/// </summary>
internal static class Fuzzer
{
    private const string Folder = "fuzz-findings";

    /// <summary>Runs it; 1 when something was found.</summary>
    public static int Run(string name, Target target, TimeSpan time, int seed)
    {
        var random = new Random(seed);
        var mutator = new Mutator(random, target.Seeds());
        var clock = Stopwatch.StartNew();
        var (count, slowest) = (0, TimeSpan.Zero);
        for (; clock.Elapsed < time; count++)
        {
            var input = mutator.Next(target.MaxLength);
            var before = Environment.CpuUsage.TotalTime;
            try
            {
                target.Run(input);
            }
            catch (Exception exception)
            {
                return Found(name, seed, count, input, exception.ToString());
            }

            var spent = Environment.CpuUsage.TotalTime - before;
            slowest = spent > slowest ? spent : slowest;
            if (spent > target.MaxTime)
            {
                return Found(name, seed, count, input, $"{spent.TotalSeconds:F1} s of processor time, more than {target.MaxTime.TotalSeconds:F1}");
            }
        }

        Console.WriteLine($"{name}: {count} inputs in {clock.Elapsed.TotalMinutes:F1} minutes, seed {seed}: nothing found; the slowest took {slowest.TotalMilliseconds:F0} ms");
        return 0;
    }

    private static int Found(string name, int seed, int count, string input, string what)
    {
        Directory.CreateDirectory(Folder);
        // As it is: no encoding has halves of surrogate pairs.
        var path = Path.Combine(Folder, $"{name}-{seed}-{count}.utf16");
        File.WriteAllBytes(path, MemoryMarshal.AsBytes(input.AsSpan()));
        Console.WriteLine($"{name}: input {count} of seed {seed}, kept as {path}: {what}");
        return 1;
    }
}
