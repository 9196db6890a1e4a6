namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Which instances to list.</summary>
public sealed record InstanceFilter
{
    /// <summary><c>LATEST</c>, a version or an alias; null: all.</summary>
    public string? Qualifier { get; init; }

    /// <summary>True: those that live now pass whatever the span is.</summary>
    public bool? WithAllActive { get; init; }

    /// <summary>Those that lived at or after this time; null: any.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Those that were made at or before this time; null: any.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only these ids; null or empty: any.</summary>
    public IReadOnlyList<string>? InstanceIds { get; init; }

    /// <summary>Only these, e.g. <c>Running</c>, <c>Destroyed</c>; null or empty: any.</summary>
    public IReadOnlyList<string>? Statuses { get; init; }

    /// <summary>At most so many, 1 to 100; null: the service's default.</summary>
    public int? Limit { get; init; }

    /// <summary>Those after this key of the service; null: from the first.</summary>
    public string? StartKey { get; init; }
}
