namespace Sonde.Operator.Cloud;

/// <summary>Base URLs (http or https, host, port, no path) that replace the services' own. Null: the service's own address.</summary>
/// <param name="FunctionCompute">Function Compute control API.</param>
/// <param name="Oss">OSS. Path style is used when its host is an IP address or <c>localhost</c>; otherwise the bucket is put before the host.</param>
/// <param name="Arms">ARMS.</param>
/// <param name="Sts">STS.</param>
public sealed record CloudEndpoints(string? FunctionCompute = null, string? Oss = null, string? Arms = null, string? Sts = null);
