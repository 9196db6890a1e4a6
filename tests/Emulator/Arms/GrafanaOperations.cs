using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Arms;

/// <summary>Managed Grafana workspaces (arms.md 5). No Grafana runs behind them.</summary>
internal sealed class GrafanaOperations(EmulatorWorld world)
{
    private static readonly string[] s_editions = ["standard", "personal_edition", "experts_edition", "advanced_edition"];
    private static readonly string[] s_versions = ["8.2.x", "9.0.x", "10.0.x"];
    private static readonly TimeSpan s_starting = TimeSpan.FromSeconds(1);

    public IEnumerable<KeyValuePair<string, Func<RpcCall, Answer>>> Actions =>
    [
        new("CreateGrafanaWorkspace", Create),
        new("GetGrafanaWorkspace", call => Found(call, workspace => One(call, workspace))),
        new("ListGrafanaWorkspace", List),
        new("UpdateGrafanaWorkspace", Update),
        new("UpdateGrafanaWorkspaceVersion", UpdateVersion),
        new("DeleteGrafanaWorkspace", Delete),
        new("ListDashboards", ListDashboards),
    ];

    private Answer Create(RpcCall call)
    {
        ArmsRules.CheckRegion(call, world);
        var (name, edition, version) = (call.Required("GrafanaWorkspaceName"), call.Required("GrafanaWorkspaceEdition"), call.Required("GrafanaVersion"));
        if (!s_editions.Contains(edition))
            throw ArmsRules.Invalid($"GrafanaWorkspaceEdition '{edition}' must be one of {string.Join(", ", s_editions)}.");
        if (!s_versions.Contains(version))
            throw ArmsRules.Invalid($"GrafanaVersion '{version}' must be one of {string.Join(", ", s_versions)}.");
        var id = $"grafana-cn-{RandomNumberGenerator.GetHexString(11, lowercase: true)}";
        var workspace = new GrafanaWorkspace(call.AccountId, id, name, edition, version, call["Description"], call.JsonList("Tags"), call.Now, ArmsRules.ResourceGroup(call));
        world.Arms.Put(workspace);
        return One(call, workspace);
    }

    private Answer List(RpcCall call)
    {
        ArmsRules.CheckRegion(call, world);
        var wanted = call.JsonList("Tags").Select(tag => (Key: $"{tag!["Key"]}", Value: $"{tag["Value"]}")).ToList();
        var found = world.Arms.ShownWorkspaces(call)
            .Where(workspace => wanted.TrueForAll(tag => workspace.HasTag(tag.Key, tag.Value)))
            .Where(workspace => call["ResourceGroupId"].Length == 0 || workspace.ResourceGroupId == call["ResourceGroupId"])
            .OrderBy(workspace => workspace.Created);
        return ArmsAnswers.Success(call, ("Data", new JsonArray([.. found.Select(workspace => (JsonNode)View(workspace, call.Now))])));
    }

    private Answer Update(RpcCall call) => Found(call, workspace =>
    {
        var changed = workspace with
        {
            Name = call["GrafanaWorkspaceName"] is { Length: > 0 } name ? name : workspace.Name,
            Description = call.Has("Description") ? call["Description"] : workspace.Description,
        };
        world.Arms.Put(changed);
        return One(call, changed);
    });

    /// <summary>Newer ones only: a workspace can not go back.</summary>
    private Answer UpdateVersion(RpcCall call) => Found(call, workspace =>
    {
        var version = call.Required("GrafanaVersion");
        if (Array.IndexOf(s_versions, version) <= Array.IndexOf(s_versions, workspace.Version))
            throw ArmsRules.Invalid($"GrafanaVersion '{version}' must be one of {string.Join(", ", s_versions)}, and newer than {workspace.Version}.");
        var changed = workspace with { Version = version };
        world.Arms.Put(changed);
        return One(call, changed);
    });

    private Answer Delete(RpcCall call) => Found(call, workspace =>
    {
        world.Arms.RemoveWorkspace(workspace.Id);
        return ArmsAnswers.Success(call, ("Data", true));
    });

    /// <summary>The ready-made dashboards of an instance; a remote-write instance has none.</summary>
    private Answer ListDashboards(RpcCall call)
    {
        ArmsRules.CheckRegion(call, world);
        return call["ClusterId"].Length > 0 && ArmsRules.Find(call, world, call["ClusterId"]) is null
            ? ArmsRules.NotFound(call, world)
            : ArmsAnswers.Members(call, ("DashboardVos", new JsonArray()));
    }

    private Answer Found(RpcCall call, Func<GrafanaWorkspace, Answer> then)
    {
        ArmsRules.CheckRegion(call, world);
        return world.Arms.Workspaces.GetValueOrDefault(call.Required("GrafanaWorkspaceId")) is { } workspace && workspace.AccountId == call.AccountId
            ? then(workspace)
            : ArmsRules.NotFound(call, world);
    }

    private Answer One(RpcCall call, GrafanaWorkspace workspace) => ArmsAnswers.Success(call, ("Data", View(workspace, call.Now)));

    /// <summary>camelCase members inside the PascalCase envelope.</summary>
    private JsonObject View(GrafanaWorkspace workspace, DateTimeOffset now) => new()
    {
        ["grafanaWorkspaceId"] = workspace.Id,
        ["grafanaWorkspaceName"] = workspace.Name,
        ["grafanaWorkspaceEdition"] = workspace.Edition,
        ["grafanaWorkspaceDomain"] = $"{workspace.Id}.grafana.aliyuncs.com",
        ["grafanaWorkspaceDomainStatus"] = "normal",
        ["grafanaWorkspaceIp"] = "",
        ["grafanaVersion"] = workspace.Version,
        ["upgradeVersion"] = Array.IndexOf(s_versions, workspace.Version) < s_versions.Length - 1 ? s_versions[^1] : "",
        ["status"] = now < workspace.Created + s_starting ? "Starting" : "Running",
        ["description"] = workspace.Description,
        ["protocol"] = "https",
        ["regionId"] = world.Options.Region,
        ["resourceGroupId"] = workspace.ResourceGroupId,
        ["userId"] = workspace.AccountId,
        ["gmtCreate"] = workspace.Created.ToUnixTimeMilliseconds(),
        ["endTime"] = workspace.Created.AddYears(1).ToUnixTimeMilliseconds(),
        ["maxAccount"] = 1,
        ["commercial"] = workspace.Edition != "standard",
        ["deployType"] = workspace.Edition,
        ["shareSynced"] = false,
        ["personalDomain"] = "",
        ["personalDomainPrefix"] = "",
        ["privateDomain"] = "",
        ["privateIp"] = "",
        ["ntmId"] = "",
        ["snatIp"] = "",
        ["tags"] = new JsonArray([.. workspace.Tags.Select(tag => (JsonNode)new JsonObject { ["key"] = $"{tag!["Key"]}", ["value"] = $"{tag["Value"]}" })]),
    };
}
