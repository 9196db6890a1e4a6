namespace Sonde.Operator.Cloud.Grafana;

/// <summary>What may change of a workspace. Null: left as it is.</summary>
public sealed record GrafanaWorkspaceUpdate
{
    /// <summary>Display name.</summary>
    public string? Name { get; init; }

    /// <summary>Description; empty clears it.</summary>
    public string? Description { get; init; }
}
