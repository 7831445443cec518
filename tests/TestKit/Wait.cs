using System.Diagnostics;

namespace NewsPlatform.TestKit;

/// <summary>Waiting, with a limit, for what another process does.</summary>
public static class Wait
{
    /// <summary>How long is waited where nothing else is said: much longer than any of it takes, also on a busy machine.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks every 50 ms until the answer is yes.</summary>
    /// <param name="condition">The question; it must be cheap.</param>
    /// <param name="what">What is waited for, as it reads after "waited 30 s for".</param>
    /// <param name="timeout">The limit; without one, <see cref="Limit"/>.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <exception cref="TimeoutException">The answer was still no at the limit.</exception>
    public static Task UntilAsync(Func<bool> condition, string what, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        UntilAsync(_ => Task.FromResult(condition()), what, timeout, cancellationToken);

    /// <inheritdoc cref="UntilAsync(Func{bool}, string, TimeSpan?, CancellationToken)"/>
    public static async Task UntilAsync(Func<CancellationToken, Task<bool>> condition, string what, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var limit = timeout ?? Limit;
        var started = Stopwatch.GetTimestamp();
        while (!await condition(cancellationToken))
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException($"Waited {limit.TotalSeconds:0.#} s for {what}.");
            }

            await Task.Delay(Step, cancellationToken);
        }
    }
}
