using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace NewsPlatform.IntegrationTests.Hosting;

/// <summary>Remembers what a host logs, as its own filters let it through.</summary>
internal sealed class LogMemory : ILoggerProvider
{
    /// <summary>Category, level and message of each entry that someone should look at.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, Lines);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{category} {logLevel}: {formatter(state, exception)} {exception?.Message}");
    }
}
