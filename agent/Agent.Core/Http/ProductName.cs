using System.Reflection;

namespace Sonde.Agent.Core.Http;

/// <summary>Who we say to be.</summary>
internal static class ProductName
{
    /// <summary>Version of the agent, without build metadata.</summary>
    public static string Version { get; } =
        (typeof(ProductName).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];

    /// <summary><c>sonde-agent/&lt;version&gt;</c></summary>
    public static string UserAgent { get; } = $"sonde-agent/{Version}";
}
