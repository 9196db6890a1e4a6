using Microsoft.Extensions.Logging;
using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Logging;

/// <summary>Writes log lines to one writer, whole lines at a time.</summary>
internal sealed class StderrLoggerFactory(TextWriter writer, TimeProvider clock) : ILoggerFactory
{
    private const string Blot = "***";

    private readonly LineLimit _limit = new(clock);
    private readonly Lock _gate = new();
    private LogLevel _least = LogLevel.Information;
    private IReadOnlyList<string> _hidden = [];

    /// <summary>Leaves out what is below a level from here on.</summary>
    public void SetLevel(AgentLogLevel level) => _least = level switch
    {
        AgentLogLevel.Debug => LogLevel.Debug,
        AgentLogLevel.Warn => LogLevel.Warning,
        AgentLogLevel.Error => LogLevel.Error,
        _ => LogLevel.Information,
    };

    /// <summary>Blots these texts out of every line from here on, in place of those named before.</summary>
    public void Hide(IReadOnlyList<string> texts) => Volatile.Write(ref _hidden, texts);

    public ILogger CreateLogger(string categoryName) => new StderrLogger(this);

    /// <summary>Not used: this factory is the only sink.</summary>
    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
        // Nothing is held: every line is written when it is said.
    }

    private bool IsEnabled(LogLevel level) => level >= _least && level != LogLevel.None;

    private void Write(LogLevel level, EventId id, string message)
    {
        lock (_gate)
        {
            if (!_limit.Admits(id, out var leftOut))
                return;
            foreach (var text in Volatile.Read(ref _hidden))
                message = message.Replace(text, Blot, StringComparison.Ordinal);
            WriteLine(level, leftOut == 0 ? message : $"{message} ({leftOut} lines like this were left out)");
        }
    }

    private void WriteLine(LogLevel level, string message)
    {
        try
        {
            writer.WriteLine(LogLine.Format(clock.GetUtcNow(), level, message));
            writer.Flush();
        }
        catch (IOException)
        {
            // Standard error went away with its reader; the agent's work does not depend on it.
        }
    }

    private sealed class StderrLogger(StderrLoggerFactory factory) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => factory.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                factory.Write(logLevel, eventId, exception is null ? formatter(state, exception) : $"{formatter(state, exception)}: {exception.Message}");
        }
    }
}
