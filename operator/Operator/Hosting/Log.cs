namespace Sonde.Operator.Hosting;

/// <summary>Every line of the host. Ids are part of the interface and never reused.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "Serving /healthz, /readyz and /metrics at {Url}; carrying agent {Version}")]
    public static partial void Serving(this ILogger log, string url, string version);
}
