using System.Text.Json.Nodes;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>How the platform asks a container whether it may get requests; defaults as the service fills them in (fc.md 3.1).</summary>
public sealed record HealthCheck(string HttpGetUrl, TimeSpan InitialDelay, TimeSpan Period, TimeSpan Timeout, int FailureThreshold, int SuccessThreshold)
{
    internal static HealthCheck? From(JsonNode? node) => node is not JsonObject check || check["httpGetUrl"]?.GetValue<string>() is not { Length: > 0 } url
        ? null
        : new(url, Seconds(check, "initialDelaySeconds", 0), Seconds(check, "periodSeconds", 3), Seconds(check, "timeoutSeconds", 1),
            (int)Number(check, "failureThreshold", 3), (int)Number(check, "successThreshold", 1));

    private static TimeSpan Seconds(JsonObject check, string name, double otherwise) => TimeSpan.FromSeconds(Number(check, name, otherwise));

    private static double Number(JsonObject check, string name, double otherwise) => check.Number(name) ?? otherwise;
}
