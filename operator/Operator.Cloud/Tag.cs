using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud;

/// <summary>A tag of a cloud resource. On Function Compute's wire its members are in PascalCase, inside objects that are in camelCase.</summary>
/// <param name="Key">1 to 128 characters, unique on one resource.</param>
/// <param name="Value">Up to 256 characters.</param>
public sealed record Tag(
    [property: JsonPropertyName("Key")] string Key,
    [property: JsonPropertyName("Value")] string Value);
