using Sonde.Operator.Api;

namespace Sonde.Operator.Desired;

/// <summary>The two ports of an instance whose agent stands before its engine.</summary>
/// <param name="Listen">The function's port: the agent's.</param>
/// <param name="Engine">Where the engine listens.</param>
internal sealed record ProxyPorts(int Listen, int Engine)
{
    /// <summary>The ports; null where the function's start is another.</summary>
    public static ProxyPorts? Of(LlmFunction function) => function.Spec.Observability is { Start: AgentStart.Proxy } observability
        ? new(function.Spec.Container?.Port ?? ContainerSpec.DefaultPort, observability.Proxy?.EnginePort ?? FreePorts.ForEngine(function))
        : null;
}
