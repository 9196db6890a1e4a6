using System.Text.Json.Serialization;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.Alerts;

/// <summary>A rule as either generation answers it.</summary>
internal sealed record WireRule
{
    [JsonConverter(typeof(LooseNumber))]
    public long AlertId { get; init; }

    public string? AlertName { get; init; }

    public string? ClusterId { get; init; }

    /// <summary>The older generation's PromQL.</summary>
    public string? Expression { get; init; }

    /// <summary>The newer generation's.</summary>
    public string? PromQL { get; init; }

    [JsonConverter(typeof(LooseText))]
    public string? Duration { get; init; }

    public string? Message { get; init; }

    public IReadOnlyList<AlertPair>? Labels { get; init; }

    public IReadOnlyList<AlertPair>? Annotations { get; init; }

    /// <summary>The older generation's state: 1 or 0.</summary>
    [JsonConverter(typeof(LooseText))]
    public string? Status { get; init; }

    /// <summary>The newer generation's: <c>RUNNING</c>, <c>STOPPED</c> or <c>PAUSED</c>.</summary>
    public string? AlertStatus { get; init; }

    public string? Level { get; init; }

    /// <summary>Null when it holds no rule.</summary>
    public AlertRule? ToRule() => AlertId == 0 ? null : new()
    {
        AlertId = AlertId,
        Name = AlertName ?? "",
        ClusterId = ClusterId ?? "",
        Expression = PromQL ?? Expression ?? "",
        Minutes = AlertMinutes.Of(Duration),
        Message = Message,
        Labels = AlertPair.MapOf(Labels),
        Annotations = AlertPair.MapOf(Annotations),
        IsRunning = (AlertStatus ?? Status) is { Length: > 0 } state ? state is "RUNNING" or "1" : null,
        Level = Level,
    };
}
