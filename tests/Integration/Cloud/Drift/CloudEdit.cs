using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Desired;
using Sonde.Operator.Drift;

namespace Sonde.Integration.Cloud.Drift;

/// <summary>Somebody changes one declared field by hand.</summary>
/// <param name="Path">What a comparison must tell, and nothing else.</param>
/// <param name="Apply">Changes it in the cloud.</param>
internal sealed record CloudEdit(string Path, Func<IFunctionCompute, CancellationToken, Task> Apply)
{
    /// <summary>Each edit that fits what is declared.</summary>
    public static IReadOnlyList<CloudEdit> Of(DesiredFunction desired, FunctionObservation there) =>
        [.. OfFunction(desired, there.Function), .. OfContainer(desired, there.Function), .. OfParts(desired, there.Function), .. OfNeighbours(desired, there)];

    private static IEnumerable<CloudEdit> OfFunction(DesiredFunction desired, Function there)
    {
        var (name, wanted) = (desired.Name, desired.Config);
        if (wanted.Description is not null)
            yield return Function(name, "description", new() { Description = "by hand" });
        if (wanted.DiskSize is { } disk)
            yield return Function(name, "resources.diskMB", new() { DiskSize = disk == 512 ? 10240 : 512 });
        // Other cards come in whole sizes only.
        if (wanted.GpuConfig is { GpuType: "fc.gpu.tesla.1" } && wanted.MemorySize < 32768)
            yield return Function(name, "resources.memoryMB", new() { MemorySize = wanted.MemorySize + 64 });
        if (wanted.GpuConfig is { GpuType: "fc.gpu.tesla.1" })
            yield return Function(name, "resources.cpuMilli", new() { Cpu = wanted.Cpu + 0.05m });
        if (wanted.Timeout is { } timeout)
            yield return Function(name, "timeoutSeconds", new() { Timeout = (timeout % 86400) + 1 });
        if (wanted.InstanceConcurrency is { } many)
            yield return Function(name, "instanceConcurrency", new() { InstanceConcurrency = (many % 200) + 1 });
        yield return Function(name, "roleArn", new() { Role = wanted.Role!.EndsWith("llm", StringComparison.Ordinal) ? wanted.Role.Replace("llm", "default", StringComparison.Ordinal) : wanted.Role.Replace("default", "llm", StringComparison.Ordinal) });
        if (wanted.InternetAccess is { } internet)
            yield return Function(name, "network.internetAccess", new() { InternetAccess = !internet });
        if (wanted.VpcConfig is not null)
        {
            yield return Function(name, "network.vpc.securityGroupId", new() { VpcConfig = there.VpcConfig! with { SecurityGroupId = "sg-hand" } });
            yield return Function(name, "network.vpc.vSwitchIds", new() { VpcConfig = there.VpcConfig! with { VSwitchIds = ["vsw-1"] } });
        }

        if (wanted.LogConfig?.EnableRequestMetrics is { } requests)
            yield return Function(name, "logs.requestMetrics", new() { LogConfig = there.LogConfig! with { EnableRequestMetrics = !requests } });
        if (wanted.LogConfig?.EnableInstanceMetrics is { } instances)
            yield return Function(name, "logs.instanceMetrics", new() { LogConfig = there.LogConfig! with { EnableInstanceMetrics = !instances } });
    }

    private static IEnumerable<CloudEdit> OfContainer(DesiredFunction desired, Function there)
    {
        var (name, wanted, container) = (desired.Name, desired.Config.CustomContainerConfig!, there.CustomContainerConfig! with { ResolvedImageUri = null, AccelerationInfo = null });
        CloudEdit Container(string path, CustomContainerConfig change) => Function(name, path, new() { CustomContainerConfig = change });
        yield return Container("container.image", container with { Image = "registry.example/other:1" });
        if (wanted.Entrypoint is not null)
            yield return Container("container.command", container with { Entrypoint = [.. wanted.Entrypoint, "x"] });
        if (wanted.Command is not null)
            yield return Container("container.args", container with { Command = [] });
        if (wanted.Port is { } port)
            yield return Container("container.port", container with { Port = (port % 65535) + 1 });
        if (wanted.HealthCheckConfig is not { } health)
            yield break;

        var check = container.HealthCheckConfig!;
        CloudEdit Health(string path, HealthCheckConfig change) => Container($"health.{path}", container with { HealthCheckConfig = change });
        if (health.HttpGetUrl is not null)
            yield return Health("path", check with { HttpGetUrl = "/hand" });
        if (health.InitialDelaySeconds is { } delay)
            yield return Health("initialDelaySeconds", check with { InitialDelaySeconds = (delay + 1) % 121 });
        if (health.PeriodSeconds is { } period)
            yield return Health("periodSeconds", check with { PeriodSeconds = (period % 120) + 1 });
        if (health.TimeoutSeconds is { } timeout)
            yield return Health("timeoutSeconds", check with { TimeoutSeconds = (timeout % 3) + 1 });
        if (health.FailureThreshold is { } failures)
            yield return Health("failureThreshold", check with { FailureThreshold = (failures % 120) + 1 });
        if (health.SuccessThreshold is { } successes)
            yield return Health("successThreshold", check with { SuccessThreshold = (successes % 120) + 1 });
    }

    private static IEnumerable<CloudEdit> OfParts(DesiredFunction desired, Function there)
    {
        var name = desired.Name;
        foreach (var (variable, wanted) in desired.Environment)
            yield return Function(name, wanted.Path, new() { EnvironmentVariables = new Dictionary<string, string>(there.EnvironmentVariables!) { [variable] = wanted.Value + "x" } });
        foreach (var (path, point) in desired.Mounts)
        {
            yield return Function(name, path, new()
            {
                OssMountConfig = new() { MountPoints = [.. there.OssMountConfig!.MountPoints!.Select(one => one.MountDir == point.MountDir ? one with { ReadOnly = false } : one)] },
            });
        }

        var hooks = there.InstanceLifecycleConfig;
        if (desired.Initializer is { } initializer)
            yield return Function(name, $"{initializer.Path}.command", new() { InstanceLifecycleConfig = hooks! with { Initializer = hooks.Initializer! with { Command = ["true"] } } });
        if (desired.PreStop is { } preStop)
            yield return Function(name, $"{preStop.Path}.timeoutSeconds", new() { InstanceLifecycleConfig = hooks! with { PreStop = hooks.PreStop! with { Timeout = 91 } } });
        foreach (var tag in desired.Tags)
            yield return new($"tags[{tag.Key}]", (functions, cancellation) => functions.UntagFunctionAsync(there.FunctionArn!, [tag.Key], cancellation));
    }

    private static IEnumerable<CloudEdit> OfNeighbours(DesiredFunction desired, FunctionObservation there)
    {
        var name = desired.Name;
        if (desired.Trigger is { } trigger)
        {
            var config = HttpTriggerConfig.Parse(there.Trigger!.TriggerConfig)!;
            CloudEdit Trigger(string path, HttpTriggerConfig change) =>
                new(path, (functions, cancellation) => functions.UpdateTriggerAsync(name, trigger.Name, new() { TriggerConfig = change.ToText() }, cancellation));
            yield return Trigger("http.auth", config with { AuthType = trigger.Config.AuthType == "anonymous" ? "function" : "anonymous" });
            yield return Trigger("http.methods", config with { Methods = [.. trigger.Config.Methods!.Count == 1 ? ["GET", "POST"] : trigger.Config.Methods.Take(1)] });
            if (trigger.Config.DisableUrlInternet is { } off)
                yield return Trigger("http.publicUrl", config with { DisableUrlInternet = !off });
        }

        if (desired.Provision is { } provision)
        {
            var config = new ProvisionConfig
            {
                DefaultTarget = there.Provision?.DefaultTarget,
                AlwaysAllocateCpu = there.Provision?.AlwaysAllocateCpu,
                AlwaysAllocateGpu = there.Provision?.AlwaysAllocateGpu,
                ScheduledActions = there.Provision?.ScheduledActions,
                TargetTrackingPolicies = there.Provision?.TargetTrackingPolicies,
            };
            CloudEdit Provision(string path, ProvisionConfig change) =>
                new($"scaling.provisioned.{path}", (functions, cancellation) => functions.PutProvisionConfigAsync(name, "LATEST", change, cancellation));
            yield return Provision("target", config with { DefaultTarget = provision.DefaultTarget + 1 });
            if (provision.ScheduledActions is { Count: > 0 })
                yield return Provision("schedules", config with { ScheduledActions = [] });
            if (provision.TargetTrackingPolicies is { Count: > 0 })
                yield return Provision("tracking", config with { TargetTrackingPolicies = [] });
        }

        if (desired.ReservedConcurrency is { } reserved)
            yield return new("scaling.onDemand.maxInstances", (functions, cancellation) => functions.PutConcurrencyConfigAsync(name, reserved + 1, cancellation));
    }

    private static CloudEdit Function(string name, string path, FunctionConfig change) => new(path, (functions, cancellation) => functions.UpdateFunctionAsync(name, change, cancellation));
}
