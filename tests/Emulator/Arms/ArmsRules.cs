using Sonde.Emulator.Http;

namespace Sonde.Emulator.Arms;

/// <summary>What every ARMS operation holds to.</summary>
internal static class ArmsRules
{
    public static void CheckRegion(RpcCall call, EmulatorWorld world)
    {
        var region = call.Required("RegionId");
        if (region != world.Options.Region)
            throw new Refusal(400, "InvalidRegionId", $"RegionId '{region}' is not the region of this endpoint, {world.Options.Region}.");
    }

    /// <summary>The group that the call names, or the account's own.</summary>
    public static string ResourceGroup(RpcCall call) => call["ResourceGroupId"] is { Length: > 0 } named ? named : EmulatorWorld.DefaultResourceGroup;

    public static Refusal Invalid(string message) => new(400, "InvalidParameter", message);

    public static PrometheusInstance? Find(RpcCall call, EmulatorWorld world, string clusterId) =>
        world.Arms.Instances.GetValueOrDefault(clusterId) is { } instance && instance.AccountId == call.AccountId ? instance : null;

    /// <summary>As HTTP 404, or inside HTTP 200: the service does both (arms.md 1).</summary>
    public static Answer NotFound(RpcCall call, EmulatorWorld world) => world.Arms.NotFoundInside200
        ? ArmsAnswers.Inside200(call, 404, "instance not found")
        : throw new Refusal(404, "404", "instance not found");
}
