namespace Sonde.Operator.Api;

/// <summary>One field that differs.</summary>
public sealed record DriftField
{
    /// <summary>Which part of the cloud resource.</summary>
    [Required]
    public DriftComponent Component { get; set; }

    /// <summary>The field in terms of the spec, for example resources.memoryMB.</summary>
    [Required, Length(256)]
    public string Path { get; set; } = "";

    /// <summary>The declared value, shortened; a secret as its HMAC.</summary>
    [Length(512)]
    public string? Declared { get; set; }

    /// <summary>The value in the cloud, shortened; a secret as its HMAC.</summary>
    [Length(512)]
    public string? Actual { get; set; }

    /// <summary>What was done.</summary>
    [Required]
    public DriftAction Action { get; set; }

    /// <summary>When it was first seen.</summary>
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? Since { get; set; }
}
