namespace Sonde.Operator.Api;

/// <summary>Whether an absent bucket is created.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BucketCreation>))]
public enum BucketCreation
{
    /// <summary>The bucket must be there.</summary>
    Never,

    /// <summary>Created private when absent; never deleted.</summary>
    IfMissing,
}
