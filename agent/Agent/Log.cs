using System.Net;
using Microsoft.Extensions.Logging;

namespace Sonde.Agent;

/// <summary>Every line of the program itself.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "started: version {Version}, config {Hash}, {Targets} targets, {Destinations} destinations")]
    public static partial void Started(this ILogger log, string version, string hash, int targets, int destinations);

    [LoggerMessage(2, LogLevel.Information, "stopping: sending what is queued")]
    public static partial void Stopping(this ILogger log);

    [LoggerMessage(3, LogLevel.Information, "stopped: {Samples} samples sent in all")]
    public static partial void Stopped(this ILogger log, long samples);

    [LoggerMessage(4, LogLevel.Error, "config: {Fault}")]
    public static partial void ConfigFault(this ILogger log, string fault);

    [LoggerMessage(5, LogLevel.Warning, "config: {Warning}")]
    public static partial void ConfigWarning(this ILogger log, string warning);

    [LoggerMessage(6, LogLevel.Information, "config swapped: {Before} to {After}")]
    public static partial void Swapped(this ILogger log, string before, string after);

    [LoggerMessage(7, LogLevel.Error, "config {Hash} is not taken, the last good one stays: {Why}")]
    public static partial void ConfigRefused(this ILogger log, string hash, string why);

    [LoggerMessage(8, LogLevel.Warning, "config cannot be read, the last good one stays: {Why}")]
    public static partial void ConfigUnreadable(this ILogger log, string why);

    [LoggerMessage(20, LogLevel.Error, "engine: {Why}")]
    public static partial void EngineNotStarted(this ILogger log, string why);

    [LoggerMessage(21, LogLevel.Information, "engine: ended with {Code}")]
    public static partial void EngineEnded(this ILogger log, int code);

    [LoggerMessage(22, LogLevel.Information, "engine: its port is open after {Seconds} s")]
    public static partial void EngineListens(this ILogger log, double seconds);

    [LoggerMessage(23, LogLevel.Error, "{Fault} The engine runs; nothing is scraped")]
    public static partial void PlainParent(this ILogger log, string fault);

    [LoggerMessage(24, LogLevel.Error, "the engine runs; nothing is scraped until the config is good")]
    public static partial void WaitsForConfig(this ILogger log);

    [LoggerMessage(25, LogLevel.Critical, "the agent broke and the engine goes on; this is a bug")]
    public static partial void AgentBroke(this ILogger log, Exception error);

    [LoggerMessage(30, LogLevel.Information, "proxy: {Listen} leads to {Engine}")]
    public static partial void ProxyListens(this ILogger log, string listen, IPEndPoint engine);

    [LoggerMessage(31, LogLevel.Error, "proxy: cannot listen on {Listen}, tried again every second: {Why}")]
    public static partial void ProxyCannotListen(this ILogger log, IPEndPoint listen, string why);

    [LoggerMessage(32, LogLevel.Warning, "proxy: goes on from {Listen} to {Engine}; sonde.proxy.listen and engine take effect at the next start")]
    public static partial void ProxyStays(this ILogger log, IPEndPoint listen, IPEndPoint engine);

    [LoggerMessage(40, LogLevel.Information, "machine: figures of {Gpus} GPUs every {Seconds} s by {Program}")]
    public static partial void GpusFound(this ILogger log, int gpus, double seconds, string program);

    [LoggerMessage(41, LogLevel.Information, "machine: {Program} tells of no GPU, asked again in {Seconds} s: {Why}")]
    public static partial void GpusNotFound(this ILogger log, string program, double seconds, string why);

    [LoggerMessage(9, LogLevel.Warning, "no bundle of trusted authorities found: set SSL_CERT_FILE or put ca-certificates.crt beside the agent; https will fail")]
    public static partial void NoRoots(this ILogger log);
}
