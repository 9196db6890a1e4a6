namespace Sonde.Operator.Api;

/// <summary>How a writer's credentials reach the instance.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CredentialsDelivery>))]
public enum CredentialsDelivery
{
    /// <summary>Environment variables of the function.</summary>
    Environment,

    /// <summary>A private object in the artifacts bucket.</summary>
    File,
}
