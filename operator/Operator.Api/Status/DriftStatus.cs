namespace Sonde.Operator.Api;

/// <summary>Differences between the declared fields and the cloud.</summary>
public sealed record DriftStatus
{
    /// <summary>InSync, Drifted, or Unknown before the first comparison.</summary>
    public DriftState? State { get; set; }

    /// <summary>What is done about it.</summary>
    public DriftPolicy? Policy { get; set; }

    /// <summary>The fields, at most 64. A corrected one stays until the next change of the spec or the next clean check.</summary>
    [Items(64), MapList("component", "path")]
    public List<DriftField>? Fields { get; set; }

    /// <summary>How many fields were left off.</summary>
    public int? Truncated { get; set; }

    /// <summary>When drift was last found.</summary>
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? LastDriftTime { get; set; }

    /// <summary>When drift was last corrected.</summary>
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? LastCorrectedTime { get; set; }

    /// <summary>Corrections since the object was created.</summary>
    public long? Corrections { get; set; }
}
