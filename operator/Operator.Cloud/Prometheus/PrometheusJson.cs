using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.Prometheus;

/// <summary>ARMS's wire: PascalCase; numbers and booleans at times as text.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(TextAnswer))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(ClusterAnswer))]
[JsonSerializable(typeof(ClusterListAnswer))]
[JsonSerializable(typeof(TagListAnswer))]
[JsonSerializable(typeof(IReadOnlyList<PrometheusSummary>))]
internal sealed partial class PrometheusJson : JsonSerializerContext;

internal sealed record TextAnswer(string? Data);

/// <summary>No text form: it is a secret.</summary>
internal sealed class TokenAnswer
{
    public string? Token { get; init; }
}

internal sealed record ClusterAnswer(PrometheusCluster? Data);

internal sealed record ClusterListAnswer(ClusterList? Data);

internal sealed record ClusterList(IReadOnlyList<PrometheusCluster>? PrometheusInstances);

internal sealed record TagListAnswer(IReadOnlyList<PrometheusTag>? TagResources, string? NextToken);
