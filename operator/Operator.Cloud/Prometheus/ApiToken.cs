namespace Sonde.Operator.Cloud.Prometheus;

/// <summary>The token that reads and writes managed Prometheus where the token switch is on. No text form: it is a secret.</summary>
/// <param name="value">The token.</param>
public sealed class ApiToken(string value)
{
    /// <summary>The token. Into a Secret or a header, never into a status or a message.</summary>
    public string Value { get; } = value;

    /// <summary>Never the token.</summary>
    public override string ToString() => "ApiToken";
}
