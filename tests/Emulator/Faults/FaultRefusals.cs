using Sonde.Emulator.Http;

namespace Sonde.Emulator.Faults;

/// <summary>Words a fault as the service that it hits would.</summary>
internal static class FaultRefusals
{
    public static Refusal Of(FaultRule rule, string service, string operation) => rule.Mode switch
    {
        FaultMode.Deny => Denied(service, rule.Action.Length > 0 && !rule.Action.EndsWith('*') ? rule.Action : RamActions.Of(service, operation)),
        FaultMode.ExpiredToken => Expired(service),
        _ => new(rule.Status, rule.Code.Length > 0 ? rule.Code : CodeOf(service, rule.Status), Words(rule)) { RetryAfter = rule.RetryAfter },
    };

    /// <summary>Too many requests, as each service says it.</summary>
    public static Refusal Throttled(string service, int retryAfter) => service == Services.Oss
        ? new(503, "QpsLimitExceeded", "The request exceeds the QPS limit of your account.") { RetryAfter = retryAfter }
        : new(429, "Throttling.User", "Request was denied due to user flow control.") { RetryAfter = retryAfter };

    private static string Words(FaultRule rule) => rule.Message.Length > 0 ? rule.Message : "Injected by a fault rule.";

    private static string CodeOf(string service, int status) => status switch
    {
        403 => service == Services.Oss ? "AccessDenied" : "NoPermission",
        429 => "Throttling.User",
        503 => "ServiceUnavailable",
        >= 500 => service == Services.Oss ? "InternalError" : "InternalServerError",
        _ => "InvalidArgument",
    };

    /// <summary>FC and the RPC services answer NoPermission; OSS has a code of its own.</summary>
    private static Refusal Denied(string service, string action) => service switch
    {
        Services.Oss => new(403, "AccessDenied", $"You have no permission to perform this action. Action: {action}", ("AuthAction", action), ("EC", "0003-00000001")),
        Services.FunctionCompute or Services.Trigger => new(403, "NoPermission", $"the caller is not authorized to perform '{action}' on resource '*'"),
        _ => new(403, "NoPermission", $"You are not authorized to do this action. Resource: * Action: {action}"),
    };

    private static Refusal Expired(string service) => service switch
    {
        Services.Oss => new(403, "SecurityTokenExpired", "The security token you provided has expired.", ("EC", "0002-00000914")),
        Services.Prometheus => new(401, "Unauthorized", "the security token is expired"),
        _ => new(403, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired."),
    };
}
