using System.Text.Json.Nodes;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>What the service fills in and takes out: the source of false drift (fc.md 5). Applied to a function's whole declared configuration.</summary>
internal static class FunctionDefaults
{
    public static void Fill(JsonObject config)
    {
        Default(config, "description", "");
        Default(config, "role", "");
        Default(config, "internetAccess", true);
        Default(config, "timeout", 3);
        Default(config, "memorySize", 512);
        Default(config, "diskSize", 512);
        Default(config, "instanceConcurrency", 1);
        Default(config, "disableOndemand", false);
        Default(config, "enableLongLiving", false);
        Default(config, "disableInjectCredentials", "None");
        Default(config, "sessionAffinity", "NONE");
        Default(config, "instanceIsolationMode", "SHARE");
        Default(config, "resourceGroupId", EmulatorWorld.DefaultResourceGroup);
        config["cpu"] = Cpu(config);
        FillNested(config);
        if (config.Number("idleTimeout") < 0)
            config.Remove("idleTimeout");
    }

    private static void FillNested(JsonObject config)
    {
        Members(config, "environmentVariables");
        Members(config, "tracingConfig");
        Members(config, "customDNS");
        Members(config, "juiceFsConfig", ("mountPoints", new JsonArray()));
        Members(config, "polarFsConfig", ("userId", 0), ("groupId", 0), ("mountPoints", new JsonArray()));
        Members(config, "vpcConfig", ("vpcId", ""), ("vSwitchIds", new JsonArray()), ("securityGroupId", ""), ("role", ""));
        Members(config, "nasConfig", ("userId", 0), ("groupId", 0), ("mountPoints", new JsonArray()));
        foreach (var mount in config.Object("nasConfig").Objects("mountPoints"))
            Default(mount, "enableTLS", false);
        Members(config, "ossMountConfig", ("mountPoints", new JsonArray()));
        foreach (var mount in config.Object("ossMountConfig").Objects("mountPoints"))
            Default(mount, "readOnly", false);
        FillLogs(config);
        FillLifecycle(config);
        FillContainer(config.Object("customContainerConfig"));
        config["layers"] = config["layers"] is JsonArray layers ? LayersOut(layers) : null;
    }

    /// <summary>A cleared or absent log configuration is answered with everything off; a set one measures requests unless told not to.</summary>
    private static void FillLogs(JsonObject config)
    {
        var used = config.Object("logConfig").Text("project").Length > 0;
        Members(config, "logConfig", ("project", ""), ("logstore", ""), ("enableRequestMetrics", used), ("enableInstanceMetrics", false), ("enableLlmMetrics", false), ("logBeginRule", "None"));
    }

    private static void FillLifecycle(JsonObject config)
    {
        var hooks = Members(config, "instanceLifecycleConfig");
        foreach (var name in new[] { "initializer", "preStop" })
        {
            var hook = Members(hooks, name, ("handler", ""), ("timeout", 3));
            if (hook.Texts("command").Count == 0)
                hook.Remove("command");
        }
    }

    private static void FillContainer(JsonObject? container)
    {
        if (container is null)
            return;
        container.Remove("registryConfig");
        Default(container, "port", 9000);
        Default(container, "accelerationType", "Default");
        container["accelerationInfo"] = new JsonObject { ["status"] = "deprecated" };
        container["entrypoint"] = container.Texts("entrypoint").Count > 0 ? container["entrypoint"]!.DeepClone() : null;
        container["command"] = container.Texts("command").Count > 0 ? container["command"]!.DeepClone() : null;
        if (container["healthCheckConfig"] is JsonObject { Count: > 0 } check)
        {
            Default(check, "httpGetUrl", "/");
            Default(check, "initialDelaySeconds", 0);
            Default(check, "periodSeconds", 3);
            Default(check, "timeoutSeconds", 1);
            Default(check, "failureThreshold", 3);
            Default(check, "successThreshold", 1);
        }
    }

    /// <summary>Written as the service's floating point does: 0.35 comes back as 0.35000000000000003.</summary>
    private static double Cpu(JsonObject config)
    {
        var cpu = config.Number("cpu") ?? Math.Max(0.05, config.Number("memorySize")!.Value / 1536);
        return Math.Round(cpu / 0.05) * 0.05;
    }

    private static JsonArray LayersOut(JsonArray layers) =>
        [.. layers.Select(layer => layer is JsonObject ? layer.DeepClone() : new JsonObject { ["arn"] = layer?.DeepClone(), ["size"] = 0 })];

    private static JsonObject Members(JsonObject parent, string name, params (string Name, JsonNode Value)[] defaults)
    {
        if (parent[name] is not JsonObject child)
            parent[name] = child = [];
        foreach (var (member, value) in defaults)
            Default(child, member, value);
        return child;
    }

    private static void Default(JsonObject parent, string name, JsonNode value)
    {
        if (parent[name] is null)
            parent[name] = value;
    }
}
