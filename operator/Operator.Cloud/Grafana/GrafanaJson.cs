using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.Grafana;

/// <summary>The wire of workspaces and dashboards.</summary>
[JsonSerializable(typeof(WorkspaceAnswer))]
[JsonSerializable(typeof(WorkspaceListAnswer))]
[JsonSerializable(typeof(DashboardListAnswer))]
[JsonSerializable(typeof(IReadOnlyList<Tag>))]
internal sealed partial class GrafanaJson : JsonSerializerContext;

internal sealed record WorkspaceAnswer(GrafanaWorkspace? Data);

internal sealed record WorkspaceListAnswer(IReadOnlyList<GrafanaWorkspace>? Data);

internal sealed record DashboardListAnswer(IReadOnlyList<Dashboard>? DashboardVos);
