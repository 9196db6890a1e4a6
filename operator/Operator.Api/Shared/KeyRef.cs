namespace Sonde.Operator.Api;

/// <summary>One key of a Secret or a ConfigMap of the same namespace.</summary>
public sealed record KeyRef
{
    /// <summary>Name of the Secret or ConfigMap in this namespace.</summary>
    [Required, ObjectName]
    public string Name { get; set; } = "";

    /// <summary>Key in its data.</summary>
    [Required, DataKey]
    public string Key { get; set; } = "";
}
