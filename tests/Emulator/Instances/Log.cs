namespace Sonde.Emulator.Instances;

/// <summary>Every line that the instances part logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Instance {Instance} of {Function} is ready after {Milliseconds} ms.")]
    public static partial void InstanceReady(ILogger log, string function, string instance, long milliseconds);

    [LoggerMessage(2, LogLevel.Warning, "Instance {Instance} of {Function} did not start: {Message}")]
    public static partial void InstanceFailed(ILogger log, string function, string instance, string message);

    [LoggerMessage(3, LogLevel.Warning, "Instance {Instance} of {Function} exited with code {Code}.")]
    public static partial void InstanceExited(ILogger log, string function, string instance, int code);
}
