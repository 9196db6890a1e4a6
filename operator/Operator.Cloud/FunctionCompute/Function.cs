using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>A function as the service tells it: its config with the service's defaults filled in, and what is read-only.</summary>
public sealed record Function : FunctionConfig
{
    /// <summary>Name.</summary>
    public string FunctionName { get; init; } = "";

    /// <summary>Tags in no order, those of the platform among them.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    /// <summary>Resource group.</summary>
    public string? ResourceGroupId { get; init; }

    /// <summary>Id; another one after delete and create.</summary>
    public string? FunctionId { get; init; }

    /// <summary><c>acs:fc:region:account:functions/name</c>.</summary>
    public string? FunctionArn { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? CreatedTime { get; init; }

    /// <summary>RFC 3339; tells that something changed.</summary>
    public string? LastModifiedTime { get; init; }

    /// <summary>See <see cref="FunctionStates"/>; null in lists.</summary>
    public string? State { get; init; }

    /// <summary>Why, for people.</summary>
    public string? StateReason { get; init; }

    /// <summary>Why, for programs.</summary>
    public string? StateReasonCode { get; init; }

    /// <summary>See <see cref="UpdateStatuses"/>; null in lists.</summary>
    public string? LastUpdateStatus { get; init; }

    /// <summary>Why, for people.</summary>
    public string? LastUpdateStatusReason { get; init; }

    /// <summary>Why, for programs.</summary>
    public string? LastUpdateStatusReasonCode { get; init; }

    /// <summary>Set while invocations are switched off.</summary>
    public InvocationRestriction? InvocationRestriction { get; init; }

    /// <summary>Set when another product owns the function: then we must not write.</summary>
    public LockInfo? LockInfo { get; init; }

    /// <summary>Members that we do not know.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}
