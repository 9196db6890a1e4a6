namespace Sonde.Agent.Core.Config;

/// <summary>What came of reading a config: a config, or everything that is wrong with it.</summary>
/// <param name="Config">Null when there is a fault.</param>
/// <param name="Faults">In the order of the files.</param>
/// <param name="Warnings">What is valid but has no effect in this agent.</param>
public sealed record ConfigReading(AgentConfig? Config, IReadOnlyList<ConfigFault> Faults, IReadOnlyList<ConfigFault> Warnings);
