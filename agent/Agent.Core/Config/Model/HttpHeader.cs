namespace Sonde.Agent.Core.Config;

/// <summary>A header to be sent as it is. Its value may be a secret and is not printed.</summary>
public readonly record struct HttpHeader(string Name, string Value)
{
    /// <summary>The name only.</summary>
    public override string ToString() => $"{Name}: ***";
}
