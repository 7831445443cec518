using Grpc.Core;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;

namespace NewsPlatform.Cli.Commands.Pages;

/// <summary>Calls that hand in pages or replay them: made again for a while where what hinders them passes by itself, such as a full disk or services that are behind.</summary>
internal static class PatientCall
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <exception cref="RpcException">The service refused, or refuses still; then nothing was taken.</exception>
    public static async Task<TResponse> MakeAsync<TResponse>(
        CommandRun run, Func<FetchService.FetchServiceClient, CallOptions, AsyncUnaryCall<TResponse>> call)
    {
        var start = run.Time.GetTimestamp();
        TimeSpan? pause = null;
        while (true)
        {
            try
            {
                return await run.Server.Fetch.CallAsync(call, run.Stop);
            }
            catch (RpcException exception) when (RpcFailure.Of(exception) is { RetryAfter: { } after } failure && run.Time.GetElapsedTime(start) < Patience)
            {
                if (pause is null)
                {
                    Screen.Note($"{failure.Sentence}; trying for {Patience.TotalMinutes:0} minutes");
                }

                pause = pause is { } last ? TimeSpan.FromTicks(Math.Min(last.Ticks * 2, LongestPause.Ticks)) : after;
            }

            await Task.Delay(pause.Value, run.Time, run.Stop);
        }
    }
}
