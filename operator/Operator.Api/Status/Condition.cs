namespace Sonde.Operator.Api;

/// <summary>One aspect of an object, as it was last seen.</summary>
public sealed record Condition
{
    /// <summary>Which aspect; see the page of the kind.</summary>
    [Required, Length(316), Pattern(@"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$")]
    public string Type { get; set; } = "";

    /// <summary>True, False or Unknown.</summary>
    [Required]
    public ConditionStatus Status { get; set; } = ConditionStatus.Unknown;

    /// <summary>One word for the cause; the page of the kind says what to do about each.</summary>
    [Required, Length(128, Min = 1), Pattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")]
    public string Reason { get; set; } = "";

    /// <summary>One sentence for people: which object, which field, what next.</summary>
    [Required, Length(32768)]
    public string Message { get; set; } = "";

    /// <summary>When the status, not the message, last changed; whole seconds.</summary>
    [Required, JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset LastTransitionTime { get; set; }

    /// <summary>The metadata.generation that this was computed for.</summary>
    [Bounds(0)]
    public long? ObservedGeneration { get; set; }
}
