namespace Sonde.Testing.Widgets;

public sealed record WidgetStatus
{
    public long? ObservedGeneration { get; init; }

    public string? ExternalId { get; init; }

    public string? Outcome { get; init; }

    public string? Reason { get; init; }

    public string? Message { get; init; }

    public DateTimeOffset? LastTransitionTime { get; init; }
}
