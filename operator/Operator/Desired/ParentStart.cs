using Sonde.Operator.Api;
using Sonde.Operator.Engines;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Desired;

/// <summary>Start modes in which the agent starts the engine: Entrypoint and Proxy.</summary>
internal static class ParentStart
{
    /// <summary>Whether the function's start is one of them.</summary>
    public static bool Applies(LlmFunction function) => function.Spec.Observability is { Start: AgentStart.Entrypoint or AgentStart.Proxy };

    /// <summary>The container's command line with the agent before the engine.</summary>
    /// <exception cref="ReconcileStopped">The engine's command is not known, or how it is told another port.</exception>
    public static CommandWords Wrap(CommandWords engine, LlmFunction function, EngineProfile? profile, ObservedBy observer)
    {
        var start = function.Spec.Observability!.Start;
        if (engine.Entrypoint is not { Count: > 0 } entrypoint)
        {
            throw new ReconcileStopped(new Outcome.Stalled(
                Reasons.CommandUnknown,
                $"spec.observability.start {start} starts the engine itself, and Function Compute does not tell the image's ENTRYPOINT: set spec.container.command to it, one word an item, such as [vllm, serve, /mnt/model], or use start Initializer.",
                NextLook: null));
        }

        var script = StartScript.Parent(
            observer.Layout.AgentFolderInInstance(observer.AgentDigest),
            observer.Layout.ConfigInInstance(function.Metadata.NamespaceProperty, function.Metadata.Name),
            entrypoint,
            ProxyPorts.Of(function) is { } ports ? Behind(ports, engine, function, profile) : null);
        return engine with { Entrypoint = script };
    }

    private static ProxiedEngine Behind(ProxyPorts ports, CommandWords engine, LlmFunction function, EngineProfile? profile)
    {
        if (ports.Listen == ports.Engine)
            throw Outcomes.Invalid($"spec.observability.proxy.enginePort {ports.Engine} is the function's own port, which the agent takes; make the engine listen on another one and name that.");
        if (function.Spec.Observability!.Proxy?.EnginePort is not null)
            return new(ports, null);
        if (profile is not { PortFlags: { Count: > 0 } flags })
        {
            throw Outcomes.Invalid(
                $"spec.observability.start Proxy moves the engine away from port {ports.Listen}, and how {(function.Spec.Engine is { } known ? $"engine {known}" : "an engine that spec.engine does not name")} is told a port is not known: "
                + "make it listen on another one by its command or environment, and name that in spec.observability.proxy.enginePort.");
        }

        return engine.WithPort(flags, ports.Engine) is { } moved
            ? new(ports, moved.All)
            : throw Outcomes.Invalid(
                $"spec.observability.start Proxy moves the engine away from port {ports.Listen}, and spec.container.command is a shell script in which {flags[0]} does not stand exactly once with a port: "
                + $"write {flags[0]} {ports.Listen} into it, or make the engine listen on another port and name that in spec.observability.proxy.enginePort.");
    }
}
