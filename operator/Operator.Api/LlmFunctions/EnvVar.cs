namespace Sonde.Operator.Api;

/// <summary>One environment variable.</summary>
[Rule("has(self.value) != has(self.valueFrom)", "exactly one of value or valueFrom")]
public sealed record EnvVar
{
    /// <summary>Name; FC_ and SONDE_ are reserved.</summary>
    [Required, Length(128, Min = 1), Pattern("^[A-Za-z][A-Za-z0-9_]*$")]
    public string Name { get; set; } = "";

    /// <summary>The value as it is.</summary>
    [Length(4096)]
    public string? Value { get; set; }

    /// <summary>The value from a Secret or ConfigMap; a change of it reaches the function.</summary>
    public EnvVarSource? ValueFrom { get; set; }
}
