using Sonde.Operator.Api;
using Sonde.Operator.Cloud.FunctionCompute;
using Rule = Sonde.Operator.Drift.FieldRule<Sonde.Operator.Cloud.FunctionCompute.FunctionConfig>;

namespace Sonde.Operator.Drift;

/// <summary>The fields of a function that are compared one by one. What a field is cleared to is the service's own default, as Function Compute documents it.</summary>
/// <remarks>Size and card have none: the service derives or requires them.</remarks>
internal static class FunctionFields
{
    private const int StepsOfCpu = 20;
    private const int DefaultDiskMB = 512;
    private const int DefaultTimeoutSeconds = 3;

    public static IReadOnlyList<Rule> Rules { get; } =
    [
        Rule.Of("description", c => c.Description, (c, v) => c with { Description = v }, ""),
        Rule.Of<decimal>("resources.cpuMilli", c => c.Cpu is { } cpu ? Math.Round(cpu * StepsOfCpu) : null, (c, _) => c with { Cpu = null }, null),
        Rule.Of<int>("resources.memoryMB", c => c.MemorySize, (c, v) => c with { MemorySize = v }, null),
        Rule.Of<int>("resources.diskMB", c => c.DiskSize, (c, v) => c with { DiskSize = v }, DefaultDiskMB),
        Rule.Of<string>("resources.gpu.type", c => c.GpuConfig?.GpuType, (c, v) => c with { GpuConfig = c.GpuConfig! with { GpuType = v } }, null),
        Rule.Of<int>("resources.gpu.memoryMB", c => c.GpuConfig?.GpuMemorySize, (c, v) => c with { GpuConfig = c.GpuConfig! with { GpuMemorySize = v } }, null),
        Rule.Of<int>("timeoutSeconds", c => c.Timeout, (c, v) => c with { Timeout = v }, DefaultTimeoutSeconds),
        Rule.Of<int>("instanceConcurrency", c => c.InstanceConcurrency, (c, v) => c with { InstanceConcurrency = v }, 1),
        Rule.Of("roleArn", c => c.Role, (c, v) => c with { Role = v }, ""),
        Rule.Of<bool>("network.internetAccess", c => c.InternetAccess, (c, v) => c with { InternetAccess = v }, true),
        Rule.Of("network.vpc.vpcId", c => c.VpcConfig?.VpcId, (c, v) => Vpc(c, o => o with { VpcId = v }), ""),
        Rule.Of("network.vpc.securityGroupId", c => c.VpcConfig?.SecurityGroupId, (c, v) => Vpc(c, o => o with { SecurityGroupId = v }), ""),
        Rule.Of("network.vpc.vSwitchIds", c => c.VpcConfig?.VSwitchIds, (c, v) => Vpc(c, o => o with { VSwitchIds = v }), []),
        Rule.Of("logs.project", c => c.LogConfig?.Project, (c, v) => Logs(c, o => o with { Project = v }), ""),
        Rule.Of("logs.logstore", c => c.LogConfig?.Logstore, (c, v) => Logs(c, o => o with { Logstore = v }), ""),
        // Switched on by the service itself wherever logs are kept.
        new("logs.requestMetrics", c => c.LogConfig?.EnableRequestMetrics?.ToString(), c => Logs(c, o => o with { EnableRequestMetrics = null }), c => Logs(c, o => o with { EnableRequestMetrics = o.Project is { Length: > 0 } })),
        Rule.Of<bool>("logs.instanceMetrics", c => c.LogConfig?.EnableInstanceMetrics, (c, v) => Logs(c, o => o with { EnableInstanceMetrics = v }), false),
        Rule.Of<string>("container.image", c => c.CustomContainerConfig?.Image, (c, v) => Container(c, o => o with { Image = v }), null),
        Rule.Of("container.command", c => c.CustomContainerConfig?.Entrypoint, (c, v) => Container(c, o => o with { Entrypoint = v }), []),
        Rule.Of("container.args", c => c.CustomContainerConfig?.Command, (c, v) => Container(c, o => o with { Command = v }), []),
        Rule.Of<int>("container.port", c => c.CustomContainerConfig?.Port, (c, v) => Container(c, o => o with { Port = v }), ContainerSpec.DefaultPort),
        Rule.Of("health.path", c => c.CustomContainerConfig?.HealthCheckConfig?.HttpGetUrl, (c, v) => Health(c, o => o with { HttpGetUrl = v }), ""),
        Rule.Of<int>("health.initialDelaySeconds", c => c.CustomContainerConfig?.HealthCheckConfig?.InitialDelaySeconds, (c, v) => Health(c, o => o with { InitialDelaySeconds = v }), 0),
        Rule.Of<int>("health.periodSeconds", c => c.CustomContainerConfig?.HealthCheckConfig?.PeriodSeconds, (c, v) => Health(c, o => o with { PeriodSeconds = v }), 3),
        Rule.Of<int>("health.timeoutSeconds", c => c.CustomContainerConfig?.HealthCheckConfig?.TimeoutSeconds, (c, v) => Health(c, o => o with { TimeoutSeconds = v }), 1),
        Rule.Of<int>("health.failureThreshold", c => c.CustomContainerConfig?.HealthCheckConfig?.FailureThreshold, (c, v) => Health(c, o => o with { FailureThreshold = v }), 3),
        Rule.Of<int>("health.successThreshold", c => c.CustomContainerConfig?.HealthCheckConfig?.SuccessThreshold, (c, v) => Health(c, o => o with { SuccessThreshold = v }), 1),
    ];

    private static FunctionConfig Vpc(FunctionConfig c, Func<VpcConfig, VpcConfig> change) => c with { VpcConfig = change(c.VpcConfig ?? new()) };

    private static FunctionConfig Logs(FunctionConfig c, Func<LogConfig, LogConfig> change) => c with { LogConfig = change(c.LogConfig ?? new()) };

    private static FunctionConfig Container(FunctionConfig c, Func<CustomContainerConfig, CustomContainerConfig> change) =>
        c with { CustomContainerConfig = change(c.CustomContainerConfig ?? new()) };

    private static FunctionConfig Health(FunctionConfig c, Func<HealthCheckConfig, HealthCheckConfig> change) =>
        Container(c, o => o with { HealthCheckConfig = change(o.HealthCheckConfig ?? new()) });
}
