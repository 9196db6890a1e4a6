using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>What concerns the account rather than one function.</summary>
internal sealed class AccountOperations(EmulatorWorld world)
{
    public IEnumerable<FcRoute> Routes =>
    [
        new("ChangeResourceGroup", "PUT", "resource-groups", ChangeGroup),
        new("DescribeRegions", "GET", "regions", DescribeRegions),
    ];

    private Answer ChangeGroup(FcCall call)
    {
        var body = call.Body();
        FunctionRules.Need(body.Text("NewResourceGroupId").StartsWith("rg-", StringComparison.Ordinal), "NewResourceGroupId must begin with rg-");
        return world.Functions.Exclusively(table =>
        {
            var id = body.Text("ResourceId");
            var entry = table.Of(call.AccountId).FirstOrDefault(one => one.Latest.Arn == id) ?? throw FcErrors.FunctionNotFound(id.Split('/')[^1]);
            var config = (JsonObject)entry.Latest.Config.DeepClone();
            var before = config.Text("resourceGroupId");
            config["resourceGroupId"] = body.Text("NewResourceGroupId");
            entry.Latest = entry.Latest with { Config = config };
            table.Note(entry);
            return Answer.Json(200, new JsonObject { ["RequestId"] = call.RequestId, ["OldResourceGroupId"] = before, ["NewResourceGroupId"] = body.Text("NewResourceGroupId"), ["ResourceId"] = id });
        });
    }

    private Answer DescribeRegions(FcCall call) => Answer.Json(200, new JsonObject
    {
        ["RequestId"] = call.RequestId,
        ["Regions"] = new JsonObject
        {
            ["Region"] = new JsonArray(new JsonObject { ["RegionId"] = world.Options.Region, ["LocalName"] = world.Options.Region, ["RegionEndpoint"] = $"fcv3.{world.Options.Region}.aliyuncs.com" }),
        },
    });
}
