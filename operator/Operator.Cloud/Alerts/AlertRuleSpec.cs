namespace Sonde.Operator.Cloud.Alerts;

/// <summary>An alert rule as it is wanted; the same for both generations.</summary>
public sealed record AlertRuleSpec
{
    /// <summary>The instance whose data it looks at.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Name. Make it unique: the newer generation demands it, and a create whose answer was lost is found again by it.</summary>
    public required string Name { get; init; }

    /// <summary>PromQL with a comparison, e.g. <c>up == 0</c>.</summary>
    public required string Expression { get; init; }

    /// <summary>How long it must hold before it fires: 1 to 1440 minutes.</summary>
    public required int Minutes { get; init; }

    /// <summary>Text of the notification; may hold <c>{{$labels.x}}</c> and <c>{{$value}}</c>.</summary>
    public required string Message { get; init; }

    /// <summary>Labels of the alert. Those of the owner belong here: they tell our rule from one of the same name.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Annotations of the alert.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Notification policy that alerts go to; null: the account's own routing.</summary>
    public string? NotificationPolicyId { get; init; }

    /// <summary><c>P1</c> to <c>P4</c>; null: the service's default. The older generation has none and leaves it out.</summary>
    public string? Level { get; init; }

    /// <summary>Tags, set by the create only.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}
