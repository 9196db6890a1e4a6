namespace Sonde.Agent.Core.Config;

/// <summary>One thing that is wrong in a config, or that is passed over. Never holds a secret.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Path">Key by key from the top, <c>exporters.prometheusremotewrite.endpoint</c>; empty for the file as a whole.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public sealed record ConfigFault(ConfigPlace Place, string Path, string Message)
{
    /// <summary><c>file:line:column path: message</c>.</summary>
    public override string ToString() => Path.Length == 0 ? $"{Place}: {Message}" : $"{Place} {Path}: {Message}";
}
