using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Running;

/// <summary>A config with the name of its content.</summary>
/// <param name="Hash">See <see cref="ConfigHash"/>; empty when the files could not be read.</param>
/// <param name="Reading">The config, or what is wrong with it.</param>
internal sealed record LoadedConfig(string Hash, ConfigReading Reading);
