using Sonde.Operator.Api;

namespace Sonde.Operator.Desired;

/// <summary>A destination of a pipeline with its address.</summary>
/// <param name="Spec">As declared.</param>
/// <param name="Url">Where agents write.</param>
/// <param name="QueryUrl">Where the operator asks; null where it cannot.</param>
/// <param name="Auth">The Secret with the writer's credentials; null where none is sent.</param>
internal sealed record PipelineDestination(Destination Spec, string Url, string? QueryUrl, AuthSecretRef? Auth)
{
    private string VariableStem => SondeApi.EnvironmentPrefix + Spec.Name.ToUpperInvariant().Replace('-', '_');

    /// <summary>Variable of the function that holds the user.</summary>
    public string UsernameVariable => $"{VariableStem}_USERNAME";

    /// <summary>Variable of the function that holds the password.</summary>
    public string PasswordVariable => $"{VariableStem}_PASSWORD";

    /// <summary>Variable of the function that holds the bearer token.</summary>
    public string TokenVariable => $"{VariableStem}_TOKEN";
}
