using Spectre.Console;

namespace NewsPlatform.Cli.Output;

/// <summary>Shows on a terminal how far a long job is; elsewhere nothing.</summary>
internal static class ProgressBar
{
    /// <param name="screen">Where.</param>
    /// <param name="label">What is counted.</param>
    /// <param name="total">How many there will be; null when unknown.</param>
    /// <param name="job">The job; it calls its argument for each item done.</param>
    public static async Task<T> RunAsync<T>(Screen screen, string label, long? total, Func<Action, Task<T>> job)
    {
        if (!screen.Interactive || total < 2)
        {
            return await job(() => { });
        }

        return await screen.Terminal.Progress()
            .HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(progress =>
            {
                var bar = progress.AddTask(label, maxValue: total ?? 1);
                bar.IsIndeterminate = total is null;
                return job(() => bar.Increment(1));
            });
    }
}
