using System.Text;
using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Tests.Config;

/// <summary>Reads configs for tests: from a file beside them, or from a text.</summary>
internal static class ConfigFiles
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Config", "files");

    public static ConfigSource File(string name) => new(name, System.IO.File.ReadAllBytes(Path.Combine(s_folder, name)));

    public static ConfigSource Text(string yaml, string name = "a.yaml") => new(name, Encoding.UTF8.GetBytes(yaml));

    public static ConfigEnvironment Environment(params (string Name, string Value)[] variables)
    {
        var all = variables.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
        return ConfigEnvironment.Of(name => all.GetValueOrDefault(name));
    }

    public static AgentConfig Good(ConfigReading reading)
    {
        Assert.Empty(reading.Faults);
        return Assert.IsType<AgentConfig>(reading.Config);
    }
}
