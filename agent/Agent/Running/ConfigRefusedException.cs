namespace Sonde.Agent.Running;

/// <summary>A config that reads well and cannot be run here.</summary>
internal sealed class ConfigRefusedException(string hash, Exception cause) : Exception(cause.Message, cause)
{
    /// <summary>The name of its content.</summary>
    public string Hash { get; } = hash;
}
