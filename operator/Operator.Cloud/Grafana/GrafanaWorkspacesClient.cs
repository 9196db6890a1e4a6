using System.Text.Json;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.Grafana;

/// <summary>Grafana workspaces in ARMS. Tags are one parameter of JSON text here.</summary>
internal sealed class GrafanaWorkspacesClient(RpcCaller arms, string region) : IGrafanaWorkspaces
{
    private static GrafanaJson Json => GrafanaJson.Default;

    public async Task<GrafanaWorkspace> CreateAsync(NewGrafanaWorkspace workspace, CancellationToken cancellation)
    {
        const string Operation = "CreateGrafanaWorkspace";
        var answer = await arms.AskAsync(
            Operation, CallEffect.Create,
            [
                Region,
                new("GrafanaWorkspaceName", workspace.Name),
                new("GrafanaWorkspaceEdition", workspace.Edition),
                new("GrafanaVersion", workspace.Version),
                new("Description", workspace.Description),
                new("ResourceGroupId", workspace.ResourceGroupId),
                new("Tags", TagsOf(workspace.Tags)),
            ],
            Json.WorkspaceAnswer, cancellation);
        return Known(answer.Data) ?? throw arms.Lacking(Operation, "workspace id");
    }

    public async Task<GrafanaWorkspace?> FindAsync(string workspaceId, CancellationToken cancellation) =>
        Known((await arms.FindAsync("GetGrafanaWorkspace", Of(workspaceId), Json.WorkspaceAnswer, cancellation))?.Data);

    public async Task<IReadOnlyList<GrafanaWorkspace>> ListAsync(IReadOnlyList<Tag> tags, CancellationToken cancellation) =>
        (await arms.AskAsync("ListGrafanaWorkspace", CallEffect.Read, [Region, new("Tags", TagsOf(tags))], Json.WorkspaceListAnswer, cancellation)).Data ?? [];

    public Task UpdateAsync(string workspaceId, GrafanaWorkspaceUpdate change, CancellationToken cancellation) =>
        arms.SendAsync("UpdateGrafanaWorkspace", [.. Of(workspaceId), new("GrafanaWorkspaceName", change.Name), new("Description", change.Description)], cancellation);

    public Task DeleteAsync(string workspaceId, CancellationToken cancellation) => arms.RemoveAsync("DeleteGrafanaWorkspace", Of(workspaceId), cancellation);

    public async Task<IReadOnlyList<Dashboard>> ListDashboardsAsync(string clusterId, CancellationToken cancellation) =>
        (await arms.AskAsync("ListDashboards", CallEffect.Read, [Region, new("ClusterId", clusterId), new("Language", "en")], Json.DashboardListAnswer, cancellation)).DashboardVos ?? [];

    private KeyValuePair<string, string?> Region => new("RegionId", region);

    private KeyValuePair<string, string?>[] Of(string workspaceId) => [Region, new("GrafanaWorkspaceId", workspaceId)];

    private static string? TagsOf(IReadOnlyList<Tag> tags) => tags.Count == 0 ? null : JsonSerializer.Serialize(tags, Json.IReadOnlyListTag);

    private static GrafanaWorkspace? Known(GrafanaWorkspace? workspace) => string.IsNullOrEmpty(workspace?.Id) ? null : workspace;
}
