using System.Text.Json;

namespace Sonde.Conformance;

/// <summary>A call of an SDK and whether what it answered was right.</summary>
/// <param name="Detail">What was wrong; null when it was right.</param>
public sealed record SdkStep(string Name, bool Ok, string? Detail)
{
    /// <summary>Steps in the order in which they were done; lines that are none of the script's are passed over.</summary>
    public static IReadOnlyList<SdkStep> Read(string output) =>
        [.. output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonSerializer.Deserialize<SdkStep>(line, JsonSerializerOptions.Web)!)];
}
