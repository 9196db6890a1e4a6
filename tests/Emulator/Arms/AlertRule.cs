using System.Text.Json.Nodes;

namespace Sonde.Emulator.Arms;

/// <summary>An alert rule of the older kind (arms.md 4.1) or of the newer one (4.2).</summary>
/// <param name="Values">The parameters it was made with.</param>
internal sealed record AlertRule(string AccountId, long AlertId, string ClusterId, bool Newer, DateTimeOffset Created, DateTimeOffset Updated, IReadOnlyDictionary<string, string> Values, JsonArray Labels, JsonArray Annotations)
{
    public string this[string name] => Values.GetValueOrDefault(name, "");
}
