using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Store.Changes;

/// <summary>A fault that is met again with each try, of which there is one a second or more, and that may last for hours: told once a minute.</summary>
internal sealed class LastingFault(TimeProvider time)
{
    private static readonly TimeSpan ToldFor = TimeSpan.FromMinutes(1);

    private string? told;
    private long toldAt;

    /// <summary>Whether it is to be told, now that it was met.</summary>
    public bool IsNews(Exception exception)
    {
        if (exception.Message == told && time.GetElapsedTime(toldAt) < ToldFor)
        {
            return false;
        }

        (told, toldAt) = (exception.Message, time.GetTimestamp());
        return true;
    }

    /// <summary>A try succeeded: the next fault is told at once.</summary>
    public void IsOver() => told = null;

    /// <summary>The exception where its stack trace says something; null when broker, database or disk are at fault.</summary>
    public static Exception? WithTrace(Exception exception) =>
        exception is IOException or TimeoutException || Database.IsTransient(exception) ? null : exception;
}
