namespace NewsPlatform.TestKit.Services;

/// <summary>Waiting until a server that was just started answers.</summary>
internal static class Readiness
{
    /// <exception cref="InvalidOperationException">The server ended, or did not answer in time; the message holds its last output.</exception>
    public static async Task WaitAsync(IServer server, string name, Func<CancellationToken, Task<bool>> answers, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await Wait.UntilAsync(
                async token =>
                {
                    if (await answers(token))
                    {
                        return true;
                    }

                    return await server.IsRunningAsync(token)
                        ? false
                        : throw new InvalidOperationException($"{name} ended while it was starting.\n{await server.OutputAsync(token)}");
                },
                $"{name} to answer",
                timeout,
                cancellationToken);
        }
        catch (TimeoutException error)
        {
            throw new InvalidOperationException($"{error.Message} Its last output:\n{await server.OutputAsync(cancellationToken)}", error);
        }
    }
}
