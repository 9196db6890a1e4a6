namespace Sonde.Operator.Api;

/// <summary>What would be done if policy were Manage.</summary>
public sealed record PlanStatus
{
    /// <summary>The next step.</summary>
    public PlanAction? Action { get; set; }

    /// <summary>The fields it would write, at most 64.</summary>
    [Items(64), MapList("component", "path")]
    public List<DriftField>? Fields { get; set; }
}
