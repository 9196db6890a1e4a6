namespace Sonde.Operator.Desired;

/// <summary>An engine behind the agent.</summary>
/// <param name="Ports">The agent's and the engine's.</param>
/// <param name="Words">Its whole command line there; null where the declared one listens there already.</param>
internal sealed record ProxiedEngine(ProxyPorts Ports, IReadOnlyList<string>? Words);
