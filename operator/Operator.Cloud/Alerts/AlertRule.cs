namespace Sonde.Operator.Cloud.Alerts;

/// <summary>An alert rule as the service tells it.</summary>
public sealed record AlertRule
{
    /// <summary>Id; the only name of it that is surely unique.</summary>
    public required long AlertId { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>The instance whose data it looks at.</summary>
    public required string ClusterId { get; init; }

    /// <summary>PromQL.</summary>
    public required string Expression { get; init; }

    /// <summary>How long it must hold before it fires, in minutes; null when the service's text for it is not understood.</summary>
    public int? Minutes { get; init; }

    /// <summary>Text of the notification.</summary>
    public string? Message { get; init; }

    /// <summary>Labels, those of the platform (<c>_aliyun_…</c>) among them.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Annotations, those of the platform among them.</summary>
    public required IReadOnlyDictionary<string, string> Annotations { get; init; }

    /// <summary>Whether it is evaluated: false when it was stopped, or paused by the service because it is broken; null when not stated.</summary>
    public bool? IsRunning { get; init; }

    /// <summary>Level; null in the older generation.</summary>
    public string? Level { get; init; }
}
