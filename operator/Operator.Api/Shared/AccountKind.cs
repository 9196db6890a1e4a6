namespace Sonde.Operator.Api;

/// <summary>Where an account is looked for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AccountKind>))]
public enum AccountKind
{
    /// <summary>In the namespace of the object.</summary>
    CloudAccount,
}
