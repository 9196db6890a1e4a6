namespace Sonde.Operator.Cloud.Prometheus;

/// <summary>A tag as ARMS answers it: the members' names differ from those that it is asked with.</summary>
/// <param name="TagKey">Key.</param>
/// <param name="TagValue">Value.</param>
public sealed record PrometheusTag(string TagKey, string TagValue);
