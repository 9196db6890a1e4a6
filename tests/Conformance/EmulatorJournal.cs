using System.Text.Json.Nodes;

namespace Sonde.Conformance;

/// <summary>What an emulator was asked, oldest first.</summary>
internal sealed class EmulatorJournal(JsonArray entries)
{
    public IEnumerable<JsonNode> Of(string service) => entries.Where(entry => entry!["service"]!.GetValue<string>() == service).Select(entry => entry!);

    /// <summary>Operations that a service was asked for, each once.</summary>
    public IReadOnlySet<string> OperationsOf(string service) => Of(service).Select(entry => entry["operation"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
}
