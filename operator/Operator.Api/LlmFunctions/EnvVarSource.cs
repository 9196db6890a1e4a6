namespace Sonde.Operator.Api;

/// <summary>Where a value comes from.</summary>
[Rule("has(self.secretKeyRef) != has(self.configMapKeyRef)", "exactly one of secretKeyRef or configMapKeyRef")]
public sealed record EnvVarSource
{
    /// <summary>A key of a Secret of this namespace. The value is never shown.</summary>
    public KeyRef? SecretKeyRef { get; set; }

    /// <summary>A key of a ConfigMap of this namespace.</summary>
    public KeyRef? ConfigMapKeyRef { get; set; }
}
