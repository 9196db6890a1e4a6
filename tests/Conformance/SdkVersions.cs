using System.Text.Json;

namespace Sonde.Conformance;

/// <summary>Which versions are held against the emulator: those of package.json, all of them exact.</summary>
internal static class SdkVersions
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> s_all = new(Read);

    /// <summary><c>package version</c>.</summary>
    public static string Of(string package) => $"{package} {s_all.Value[package]}";

    private static Dictionary<string, string> Read()
    {
        using var package = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Stage.Scripts, "package.json")));
        return package.RootElement.GetProperty("dependencies").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!, StringComparer.Ordinal);
    }
}
