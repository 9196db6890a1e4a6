namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>User and password of a registry. Its text form shows neither.</summary>
public sealed record RegistryAuthConfig : WireObject
{
    /// <summary>User.</summary>
    public string? UserName { get; init; }

    /// <summary>Password.</summary>
    public string? Password { get; init; }

    /// <summary>Nothing of the content.</summary>
    public override string ToString() => nameof(RegistryAuthConfig);
}
