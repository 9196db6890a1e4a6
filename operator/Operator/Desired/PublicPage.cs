using Sonde.Operator.Api;
using Sonde.Operator.Engines;

namespace Sonde.Operator.Desired;

/// <summary>The engine's metrics page as strangers see it: a trigger forwards every path, and an engine's own API key does not guard that page.</summary>
internal static class PublicPage
{
    /// <summary>Path of the page; null where strangers do not reach one.</summary>
    public static string? Of(LlmFunction function)
    {
        var spec = function.Spec;
        var isHidden = spec.Observability is { Start: AgentStart.Proxy } observability && observability.Proxy?.ExposeMetrics != true;
        return spec.Http?.Auth is HttpAuth.Anonymous && !isHidden && spec.Engine is { } engine && EngineProfiles.Find(engine) is { Port: null, Path: { } path } ? path : null;
    }
}
