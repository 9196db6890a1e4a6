namespace Sonde.Operator.Cloud.Grafana;

/// <summary>A workspace to be made. All editions but <c>standard</c> cost money.</summary>
public sealed record NewGrafanaWorkspace
{
    /// <summary>Display name; not unique.</summary>
    public required string Name { get; init; }

    /// <summary>Tags, the owner's among them, set by the create call itself.</summary>
    public required IReadOnlyList<Tag> Tags { get; init; }

    /// <summary><c>standard</c>, <c>personal_edition</c>, <c>experts_edition</c> or <c>advanced_edition</c>.</summary>
    public string Edition { get; init; } = "standard";

    /// <summary><c>8.2.x</c>, <c>9.0.x</c> or <c>10.0.x</c>.</summary>
    public string Version { get; init; } = "10.0.x";

    /// <summary>Description; null: none.</summary>
    public string? Description { get; init; }

    /// <summary>Resource group; null: the default one.</summary>
    public string? ResourceGroupId { get; init; }
}
