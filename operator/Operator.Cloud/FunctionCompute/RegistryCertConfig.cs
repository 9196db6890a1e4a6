namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Trust in a registry.</summary>
public sealed record RegistryCertConfig : WireObject
{
    /// <summary>True: the certificate is not checked.</summary>
    public bool? Insecure { get; init; }

    /// <summary>Root certificate, PEM in base64.</summary>
    public string? RootCaCertBase64 { get; init; }
}
