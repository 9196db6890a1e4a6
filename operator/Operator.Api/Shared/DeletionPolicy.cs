namespace Sonde.Operator.Api;

/// <summary>What happens in the cloud when an object is deleted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeletionPolicy>))]
public enum DeletionPolicy
{
    /// <summary>The cloud resource is deleted too.</summary>
    Delete,

    /// <summary>The cloud resource stays.</summary>
    Orphan,
}
