namespace Sonde.Operator.Api;

/// <summary>The part of the cloud that a field belongs to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DriftComponent>))]
public enum DriftComponent
{
    /// <summary>The function itself.</summary>
    Function,

    /// <summary>Its provisioned instances.</summary>
    Provision,

    /// <summary>Its concurrency limit.</summary>
    Concurrency,

    /// <summary>Its HTTP trigger.</summary>
    Trigger,

    /// <summary>An object in the artifacts bucket.</summary>
    Artifact,

    /// <summary>A managed Prometheus instance.</summary>
    Prometheus,

    /// <summary>A dashboard.</summary>
    Dashboard,

    /// <summary>Tags.</summary>
    Tags,
}
