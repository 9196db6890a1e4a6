using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.Prometheus;

/// <summary>ARMS's wire: PascalCase; numbers and booleans at times as text.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(TextAnswer))]
[JsonSerializable(typeof(ClusterAnswer))]
[JsonSerializable(typeof(ClusterListAnswer))]
internal sealed partial class PrometheusJson : JsonSerializerContext;

internal sealed record TextAnswer(string? Data);

internal sealed record ClusterAnswer(PrometheusCluster? Data);

internal sealed record ClusterListAnswer(ClusterList? Data);

internal sealed record ClusterList(IReadOnlyList<PrometheusCluster>? PrometheusInstances);
