using Microsoft.Extensions.Logging;

namespace Sonde.Operator.Cloud.Http;

/// <summary>Every log line of the cloud clients. None holds a header, a body or a query.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "{Account}: {Failure}; attempt {Attempt}, next in {Delay}.")]
    public static partial void Retrying(ILogger logger, string account, string failure, int attempt, TimeSpan delay);

    [LoggerMessage(2, LogLevel.Warning, "{Account}: our clock differs from that of {Service}; signing with its time {Theirs:O} from now on.")]
    public static partial void ClockLearnt(ILogger logger, string account, CloudService service, DateTimeOffset theirs);
}
