namespace Sonde.Operator.Api;

/// <summary>How far the operator goes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ManagementPolicy>))]
public enum ManagementPolicy
{
    /// <summary>Create, update, delete.</summary>
    Manage,

    /// <summary>Create and delete, never update.</summary>
    CreateOnly,

    /// <summary>Read and compare; write nothing.</summary>
    Observe,
}
