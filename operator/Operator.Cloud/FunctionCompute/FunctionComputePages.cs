using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.FunctionCompute;

internal sealed record FunctionPage(IReadOnlyList<Function>? Functions, string? NextToken);

internal sealed record TriggerPage(IReadOnlyList<Trigger>? Triggers, string? NextToken);

internal sealed record ProvisionPage(IReadOnlyList<ProvisionStatus>? ProvisionConfigs, string? NextToken);

internal sealed record ScalingPage(IReadOnlyList<ScalingStatus>? ScalingConfigs, string? NextToken);

internal sealed record ConcurrencyPage(IReadOnlyList<ConcurrencyConfig>? Configs, string? NextToken);

internal sealed record InstanceList(IReadOnlyList<Instance>? Instances);

internal sealed record VersionPage(IReadOnlyList<FunctionVersion>? Versions, string? NextToken);

internal sealed record AliasPage(IReadOnlyList<FunctionAlias>? Aliases, string? NextToken);

internal sealed record AsyncInvokePage(IReadOnlyList<AsyncInvokeStatus>? Configs, string? NextToken);

internal sealed record PublishRequest(string? Description);

internal sealed record DisableRequest(string? Reason, bool AbortOngoingRequest);

/// <summary>Regions and resource groups speak PascalCase.</summary>
internal sealed record RegionList([property: JsonPropertyName("Regions")] Regions? Regions);

internal sealed record Regions([property: JsonPropertyName("Region")] IReadOnlyList<FunctionComputeRegion>? Region);

internal sealed record ResourceGroupRequest(
    [property: JsonPropertyName("NewResourceGroupId")] string NewResourceGroupId,
    [property: JsonPropertyName("ResourceId")] string ResourceId,
    [property: JsonPropertyName("ResourceType")] string ResourceType);

/// <summary>Tag operations speak PascalCase.</summary>
internal sealed record TagRequest(
    [property: JsonPropertyName("ResourceType")] string ResourceType,
    [property: JsonPropertyName("ResourceId")] IReadOnlyList<string> ResourceId,
    [property: JsonPropertyName("Tag")] IReadOnlyList<Tag> Tag);

internal sealed record TagPage(
    [property: JsonPropertyName("TagResources")] IReadOnlyList<TagResource>? TagResources,
    [property: JsonPropertyName("NextToken")] string? NextToken);

internal sealed record TagResource(
    [property: JsonPropertyName("TagKey")] string? TagKey,
    [property: JsonPropertyName("TagValue")] string? TagValue);
