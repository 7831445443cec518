using System.Net.Sockets;
using System.Security.Authentication;

namespace NewsPlatform.Crawling.Http;

/// <summary>An expected failure on its way out of the framework's connection code, which can only carry exceptions.</summary>
internal sealed class FetchFault(FetchOutcome outcome, string message, Exception? inner = null) : IOException(message, inner)
{
    public FetchOutcome Outcome { get; } = outcome;

    /// <summary>What an exception of the HTTP stack means for the fetch.</summary>
    public static (FetchOutcome Outcome, string Reason) Explain(Exception exception, Uri url)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is FetchFault fault)
            {
                return (fault.Outcome, fault.Message);
            }
        }

        if (Find<TimeoutException>(exception) is not null)
        {
            return (FetchOutcome.TimedOut, $"no connection to {url.Authority} in time");
        }

        var error = (exception as HttpRequestException)?.HttpRequestError ?? (exception as HttpIOException)?.HttpRequestError ?? HttpRequestError.Unknown;
        var cause = Innermost(exception).Message;
        if (error == HttpRequestError.SecureConnectionError || Find<AuthenticationException>(exception) is not null)
        {
            return (FetchOutcome.TlsFailed, $"no secure connection to {url.Authority}: {cause}");
        }

        return error switch
        {
            HttpRequestError.NameResolutionError => (FetchOutcome.DnsFailed, $"the host {url.Host} has no address: {cause}"),
            HttpRequestError.ConnectionError => (FetchOutcome.ConnectFailed, $"no connection to {url.Authority}: {cause}"),
            HttpRequestError.ConfigurationLimitExceeded => (FetchOutcome.TooLarge, $"the response header of {url.Authority} is too large: {cause}"),
            HttpRequestError.ResponseEnded => (FetchOutcome.ConnectFailed, $"{url.Authority} closed the connection before it answered"),
            HttpRequestError.HttpProtocolError or HttpRequestError.InvalidResponse or HttpRequestError.VersionNegotiationError
                => (FetchOutcome.ProtocolError, $"the answer of {url.Authority} is no valid HTTP: {cause}"),
            _ => Find<SocketException>(exception) is not null
                ? (FetchOutcome.ConnectFailed, $"the connection to {url.Authority} broke: {cause}")
                : (FetchOutcome.ProtocolError, $"the exchange with {url.Authority} failed: {cause}"),
        };
    }

    private static T? Find<T>(Exception exception)
        where T : Exception
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is T found)
            {
                return found;
            }
        }

        return null;
    }

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception;
    }
}
