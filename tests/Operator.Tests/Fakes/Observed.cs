using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Tests.Fakes;

/// <summary>What the service makes of what it is sent.</summary>
internal static class Observed
{
    /// <summary>An omitted top-level field stays, one that is sent replaces.</summary>
    public static Function Applied(Function there, FunctionConfig? sent) => sent is null ? there : there with
    {
        Description = sent.Description ?? there.Description,
        Cpu = sent.Cpu ?? there.Cpu,
        MemorySize = sent.MemorySize ?? there.MemorySize,
        DiskSize = sent.DiskSize ?? there.DiskSize,
        GpuConfig = sent.GpuConfig ?? there.GpuConfig,
        Timeout = sent.Timeout ?? there.Timeout,
        InstanceConcurrency = sent.InstanceConcurrency ?? there.InstanceConcurrency,
        Role = sent.Role ?? there.Role,
        InternetAccess = sent.InternetAccess ?? there.InternetAccess,
        VpcConfig = sent.VpcConfig ?? there.VpcConfig,
        LogConfig = sent.LogConfig ?? there.LogConfig,
        CustomContainerConfig = sent.CustomContainerConfig ?? there.CustomContainerConfig,
        EnvironmentVariables = sent.EnvironmentVariables ?? there.EnvironmentVariables,
        OssMountConfig = sent.OssMountConfig ?? there.OssMountConfig,
        InstanceLifecycleConfig = sent.InstanceLifecycleConfig ?? there.InstanceLifecycleConfig,
        NasConfig = sent.NasConfig ?? there.NasConfig,
    };

    public static IReadOnlyList<Tag> Tagged(IReadOnlyList<Tag>? there, IReadOnlyList<Tag> more) => [.. (there ?? []).Where(t => more.All(m => m.Key != t.Key)), .. more];

    public static ProvisionStatus Provision(ProvisionConfig config) => new()
    {
        DefaultTarget = config.DefaultTarget,
        Target = config.DefaultTarget,
        Current = 0,
        AlwaysAllocateCpu = config.AlwaysAllocateCpu ?? true,
        AlwaysAllocateGpu = config.AlwaysAllocateGpu ?? true,
        ScheduledActions = config.ScheduledActions ?? [],
        TargetTrackingPolicies = config.TargetTrackingPolicies ?? [],
    };
}
