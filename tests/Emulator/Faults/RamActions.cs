using Sonde.Emulator.Http;

namespace Sonde.Emulator.Faults;

/// <summary>The RAM action that an operation needs: the operation's own name, but for the cases that the references list (oss.md 8, arms.md 3).</summary>
internal static class RamActions
{
    /// <summary>For what gives a role to a function.</summary>
    public const string PassRole = "ram:PassRole";

    public static string Of(string service, string operation) => (service, operation) switch
    {
        (Services.Oss, "HeadObject" or "GetObjectMeta") => "oss:GetObject",
        (Services.Oss, "AppendObject" or "CopyObject" or "InitiateMultipartUpload" or "UploadPart" or "CompleteMultipartUpload") => "oss:PutObject",
        (Services.Oss, "DeleteMultipleObjects") => "oss:DeleteObject",
        (Services.Oss, "ListObjectsV2") => "oss:ListObjects",
        (Services.Prometheus, "RemoteWrite") => "log:RemoteWritePrometheus",
        (Services.Prometheus, _) => "log:QueryPrometheusMetrics",
        (Services.Trigger, _) => "fc:InvokeFunction",
        _ => $"{service}:{operation}",
    };

    /// <summary>All that this request needs: some have need of a second action for what they carry (oss.md 6, fc.md 11).</summary>
    public static IEnumerable<string> Needed(string service, string operation, WireRequest request)
    {
        yield return Of(service, operation);
        if (service == Services.Oss && request.Header("x-oss-tagging") is { Length: > 0 })
            yield return "oss:PutObjectTagging";
        if (service == Services.FunctionCompute && operation is "CreateFunction" or "UpdateFunction" && request.BodyText.Contains("\"acs:ram::", StringComparison.Ordinal))
            yield return PassRole;
    }

    /// <param name="pattern">An action; a <c>*</c> at its end takes every rest.</param>
    public static bool Fits(string pattern, string action) =>
        pattern.EndsWith('*') ? action.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase) : action.Equals(pattern, StringComparison.OrdinalIgnoreCase);
}
