using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>A region that has the service.</summary>
/// <param name="RegionId">E.g. <c>cn-hangzhou</c>.</param>
/// <param name="LocalName">Its name for people.</param>
public sealed record FunctionComputeRegion(
    [property: JsonPropertyName("RegionId")] string? RegionId,
    [property: JsonPropertyName("LocalName")] string? LocalName);
