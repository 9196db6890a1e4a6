using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Makes the stored form of a function out of what was declared.</summary>
internal sealed class FunctionBuilder(EmulatorWorld world)
{
    public FunctionRecord New(string accountId, JsonObject declared, FunctionCode? code, DateTimeOffset now)
    {
        var name = declared.Text("functionName");
        var record = new FunctionRecord(accountId, world.Options.Region, name, "0", [], Generation: 1);
        var identity = new JsonObject
        {
            ["functionId"] = Guid.NewGuid().ToString(),
            ["functionArn"] = record.Arn,
            ["functionName"] = name,
            ["createdTime"] = Times.Seconds(now),
        };
        return record with { Config = Complete(declared, code, identity, now), Code = code };
    }

    /// <param name="code">Null leaves the package as it is.</param>
    public FunctionRecord Next(FunctionRecord before, JsonObject declared, FunctionCode? code, DateTimeOffset now) => before with
    {
        Config = Complete(declared, code ?? before.Code, Kept(before), now),
        Code = code ?? before.Code,
        Generation = before.Generation + 1,
    };

    /// <summary>What an update does not touch.</summary>
    private static JsonObject Kept(FunctionRecord before)
    {
        var kept = new JsonObject();
        foreach (var name in new[] { "functionId", "functionArn", "functionName", "createdTime", "tags", "resourceGroupId", "invocationRestriction" })
        {
            if (before.Config[name] is { } value)
                kept[name] = value.DeepClone();
        }

        return kept;
    }

    /// <summary>Lists whose order the service does not promise to keep (fc.md 5).</summary>
    private static void Reverse(JsonObject config)
    {
        foreach (var (parent, name) in new[] { ("vpcConfig", "vSwitchIds"), ("nasConfig", "mountPoints"), ("ossMountConfig", "mountPoints") })
        {
            if (config[parent]?[name] is JsonArray list)
                config[parent]![name] = new JsonArray([.. list.Reverse().Select(item => item?.DeepClone())]);
        }
    }

    private JsonObject Complete(JsonObject declared, FunctionCode? code, JsonObject kept, DateTimeOffset now)
    {
        var config = (JsonObject)declared.DeepClone();
        foreach (var (name, value) in kept)
            config[name] = value?.DeepClone();
        config["lastModifiedTime"] = Times.Seconds(now);
        config["codeSize"] = code?.Zip.Length ?? 0;
        config["codeChecksum"] = code?.Checksum ?? "";
        if (config["tags"] is JsonArray tags)
            config["tags"] = FunctionTags.Unordered(tags);
        FunctionDefaults.Fill(config);
        if (world.ShuffleLists)
            Reverse(config);
        if (config["customContainerConfig"] is JsonObject container)
            container["resolvedImageUri"] = world.Images.Resolve(container.Text("image"));
        return config;
    }
}
