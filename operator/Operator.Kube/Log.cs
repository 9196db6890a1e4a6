using Microsoft.Extensions.Logging;

namespace Sonde.Operator.Kube;

/// <summary>Every line the runtime writes. Ids are part of the interface: alerts match on them, so they are never reused.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "Watch of {Kind} failed; the next try is in {Pause}. Further failures are counted in sonde_watch_ends_total")]
    public static partial void WatchFailed(this ILogger log, Exception error, string kind, TimeSpan pause);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "Watch of {Kind} is well again after {Failures} failures")]
    public static partial void WatchRecovered(this ILogger log, string kind, int failures);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Error, Message = "{Kind} {Key} does not fit its type at {Path} and is left out; is the CRD newer than this operator?")]
    public static partial void ObjectUnreadable(this ILogger log, string kind, string key, string path);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Error, Message = "A change of {Other} {Key} could not be mapped to {Entity}: a bug")]
    public static partial void MapFailed(this ILogger log, Exception error, string other, string entity, string key);

    [LoggerMessage(EventId = 3101, Level = LogLevel.Error, Message = "Reconcile of {Kind} {Key} met a bug; retried with back-off")]
    public static partial void ReconcileFailed(this ILogger log, Exception error, string kind, string key);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Warning, Message = "{Kind} {Key} could not be written ({Cause}); the next try is in {Pause}")]
    public static partial void WriteFailed(this ILogger log, string kind, string key, string cause, TimeSpan pause);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Information, Message = "{Kind} {Key}: status written after {Outcome}")]
    public static partial void StatusWritten(this ILogger log, string kind, string key, Outcome outcome);

    [LoggerMessage(EventId = 3104, Level = LogLevel.Warning, Message = "Reconcile of {Kind} {Key} took longer than {Limit} and was cancelled")]
    public static partial void ReconcileTimedOut(this ILogger log, string kind, string key, TimeSpan limit);

    [LoggerMessage(EventId = 3105, Level = LogLevel.Information, Message = "{Kind} {Key} is finalized; nothing is left")]
    public static partial void Finalized(this ILogger log, string kind, string key);

    [LoggerMessage(EventId = 3201, Level = LogLevel.Information, Message = "{Identity} leads")]
    public static partial void LeadershipTaken(this ILogger log, string identity);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Warning, Message = "{Identity} leads no more; its work has ended")]
    public static partial void LeadershipEnded(this ILogger log, string identity);

    [LoggerMessage(EventId = 3203, Level = LogLevel.Warning, Message = "Lease {Name} could not be read or written: {Cause}")]
    public static partial void LeaseUnreachable(this ILogger log, string name, string cause);

    [LoggerMessage(EventId = 3301, Level = LogLevel.Debug, Message = "Event {Reason} of {Key} was not written: {Cause}")]
    public static partial void EventRefused(this ILogger log, string reason, string key, string cause);
}
