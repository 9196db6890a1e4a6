namespace Sonde.Agent.Core.Config;

/// <summary>One config file in memory.</summary>
/// <param name="Name">How messages name it; usually its path.</param>
/// <param name="Content">UTF-8 text.</param>
public sealed record ConfigSource(string Name, ReadOnlyMemory<byte> Content);
