using System.Text.Json.Serialization;

namespace Sonde.Benchmarks;

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<Measure>))]
internal sealed partial class BenchJson : JsonSerializerContext;
