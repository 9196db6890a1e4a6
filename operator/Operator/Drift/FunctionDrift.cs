using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Desired;

namespace Sonde.Operator.Drift;

/// <summary>Compares the part of a function that is ours with what the cloud holds.</summary>
/// <remarks>
/// Pure: no clock, no I/O. Equal inputs give equal plans, and a plan once applied diffs to nothing. Only declared fields are looked at, so what the service
/// fills in by itself is no drift. Objects that the service replaces as a whole are sent merged: what others put there goes back unchanged.
/// </remarks>
internal static class FunctionDrift
{
    public const string Component = "Function";

    /// <summary>What turns <paramref name="observed"/> into <paramref name="desired"/>.</summary>
    /// <param name="desired">What is ours.</param>
    /// <param name="observed">The function as <c>GetFunction</c> gives it.</param>
    /// <param name="masked">Turns a secret value into the text that may be shown of it.</param>
    /// <param name="gone">Entries of ours that are desired no more.</param>
    public static FunctionPlan Between(DesiredFunction desired, Function observed, Func<string, string> masked, RemovedFields.Entries gone)
    {
        var found = new DifferenceList(Component);
        var wanted = desired.Config;
        var change = new FunctionConfig
        {
            Description = found.Text("description", wanted.Description, observed.Description),
            Cpu = found.Value("resources.cpuMilli", Milli(wanted.Cpu), Milli(Rounded(observed.Cpu))) is null ? null : wanted.Cpu,
            MemorySize = found.Value("resources.memoryMB", wanted.MemorySize, observed.MemorySize),
            DiskSize = found.Value("resources.diskMB", wanted.DiskSize, observed.DiskSize),
            GpuConfig = Gpu(found, wanted.GpuConfig, observed.GpuConfig),
            Timeout = found.Value("timeoutSeconds", wanted.Timeout, observed.Timeout),
            InstanceConcurrency = found.Value("instanceConcurrency", wanted.InstanceConcurrency, observed.InstanceConcurrency),
            Role = found.Text("roleArn", wanted.Role, observed.Role),
            InternetAccess = found.Switch("network.internetAccess", wanted.InternetAccess, observed.InternetAccess),
            VpcConfig = Vpc(found, wanted.VpcConfig, observed.VpcConfig),
            LogConfig = Logs(found, wanted.LogConfig, observed.LogConfig),
            CustomContainerConfig = Container(found, wanted.CustomContainerConfig, observed.CustomContainerConfig),
            EnvironmentVariables = Environment(found, desired.Environment, gone.Variables, observed.EnvironmentVariables, masked),
            OssMountConfig = Mounts(found, desired.Mounts, gone.Mounts, observed.OssMountConfig),
            InstanceLifecycleConfig = Hooks(found, desired, observed.InstanceLifecycleConfig),
        };
        var tags = Tags(found, desired.Tags, observed.Tags);
        var removedTags = RemovedTags(found, gone.Tags, observed.Tags);
        return new(change == new FunctionConfig() ? null : change, tags, removedTags, found.Found);
    }

    /// <summary>The service's arithmetic leaves 0.35000000000000003; steps are 0.05.</summary>
    private static decimal? Rounded(decimal? cpu) => cpu is { } value ? Math.Round(value * 20) / 20 : null;

    /// <summary>As it is declared.</summary>
    private static int? Milli(decimal? cpu) => cpu is { } value ? (int)(value * 1000) : null;

    private static GpuConfig? Gpu(DifferenceList found, GpuConfig? wanted, GpuConfig? actual)
    {
        if (wanted is null)
            return null;

        var type = found.Text("resources.gpu.type", wanted.GpuType, actual?.GpuType);
        var memory = found.Value("resources.gpu.memoryMB", wanted.GpuMemorySize, actual?.GpuMemorySize);
        return type is null && memory is null ? null : (actual ?? new()) with { GpuType = wanted.GpuType ?? actual?.GpuType, GpuMemorySize = wanted.GpuMemorySize ?? actual?.GpuMemorySize };
    }

    private static VpcConfig? Vpc(DifferenceList found, VpcConfig? wanted, VpcConfig? actual)
    {
        if (wanted is null)
            return null;

        var id = found.Text("network.vpc.vpcId", wanted.VpcId, actual?.VpcId);
        var group = found.Text("network.vpc.securityGroupId", wanted.SecurityGroupId, actual?.SecurityGroupId);
        var switches = found.Set("network.vpc.vSwitchIds", wanted.VSwitchIds, actual?.VSwitchIds);
        return id is null && group is null && switches is null
            ? null
            : (actual ?? new()) with
            {
                VpcId = wanted.VpcId ?? actual?.VpcId,
                SecurityGroupId = wanted.SecurityGroupId ?? actual?.SecurityGroupId,
                VSwitchIds = wanted.VSwitchIds ?? actual?.VSwitchIds,
            };
    }

    private static LogConfig? Logs(DifferenceList found, LogConfig? wanted, LogConfig? actual)
    {
        if (wanted is null)
            return null;

        var project = found.Text("logs.project", wanted.Project, actual?.Project);
        var logstore = found.Text("logs.logstore", wanted.Logstore, actual?.Logstore);
        var requests = found.Switch("logs.requestMetrics", wanted.EnableRequestMetrics, actual?.EnableRequestMetrics);
        var instances = found.Switch("logs.instanceMetrics", wanted.EnableInstanceMetrics, actual?.EnableInstanceMetrics);
        return project is null && logstore is null && requests is null && instances is null
            ? null
            : (actual ?? new()) with
            {
                Project = wanted.Project ?? actual?.Project,
                Logstore = wanted.Logstore ?? actual?.Logstore,
                EnableRequestMetrics = wanted.EnableRequestMetrics ?? actual?.EnableRequestMetrics,
                EnableInstanceMetrics = wanted.EnableInstanceMetrics ?? actual?.EnableInstanceMetrics,
            };
    }

    private static CustomContainerConfig? Container(DifferenceList found, CustomContainerConfig? wanted, CustomContainerConfig? actual)
    {
        if (wanted is null)
            return null;

        var image = found.Text("container.image", wanted.Image, actual?.Image);
        var start = wanted.Entrypoint ?? (StartScript.IsOurs(actual?.Entrypoint) ? [] : null);
        var entrypoint = found.Sequence("container.command", start, actual?.Entrypoint);
        var command = found.Sequence("container.args", wanted.Command, actual?.Command);
        var port = found.Value("container.port", wanted.Port, actual?.Port);
        var health = Health(found, wanted.HealthCheckConfig, actual?.HealthCheckConfig);
        if (image is null && entrypoint is null && command is null && port is null && health is null)
            return null;

        return (actual ?? new()) with
        {
            Image = wanted.Image ?? actual?.Image,
            Entrypoint = start ?? actual?.Entrypoint,
            Command = wanted.Command ?? actual?.Command,
            Port = wanted.Port ?? actual?.Port,
            HealthCheckConfig = health ?? actual?.HealthCheckConfig,
            ResolvedImageUri = null,
            AccelerationInfo = null,
        };
    }

    private static HealthCheckConfig? Health(DifferenceList found, HealthCheckConfig? wanted, HealthCheckConfig? actual)
    {
        if (wanted is null)
            return null;

        var before = found.Found.Count;
        found.Text("health.path", wanted.HttpGetUrl, actual?.HttpGetUrl);
        found.Value("health.initialDelaySeconds", wanted.InitialDelaySeconds, actual?.InitialDelaySeconds);
        found.Value("health.periodSeconds", wanted.PeriodSeconds, actual?.PeriodSeconds);
        found.Value("health.timeoutSeconds", wanted.TimeoutSeconds, actual?.TimeoutSeconds);
        found.Value("health.failureThreshold", wanted.FailureThreshold, actual?.FailureThreshold);
        found.Value("health.successThreshold", wanted.SuccessThreshold, actual?.SuccessThreshold);
        return found.Found.Count == before
            ? null
            : (actual ?? new()) with
            {
                HttpGetUrl = wanted.HttpGetUrl ?? actual?.HttpGetUrl,
                InitialDelaySeconds = wanted.InitialDelaySeconds ?? actual?.InitialDelaySeconds,
                PeriodSeconds = wanted.PeriodSeconds ?? actual?.PeriodSeconds,
                TimeoutSeconds = wanted.TimeoutSeconds ?? actual?.TimeoutSeconds,
                FailureThreshold = wanted.FailureThreshold ?? actual?.FailureThreshold,
                SuccessThreshold = wanted.SuccessThreshold ?? actual?.SuccessThreshold,
            };
    }

    private static Dictionary<string, string>? Environment(
        DifferenceList found, IReadOnlyDictionary<string, DesiredVariable> wanted, IReadOnlyDictionary<string, string> gone, IReadOnlyDictionary<string, string>? actual,
        Func<string, string> masked)
    {
        var before = found.Found.Count;
        var merged = new Dictionary<string, string>(actual ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (name, variable) in wanted)
        {
            if (merged.TryGetValue(name, out var there) && there == variable.Value)
                continue;

            string Shown(string value) => variable.IsSecret ? masked(value) : value;
            found.Add(variable.Path, Shown(variable.Value), there is null ? null : Shown(there));
            merged[name] = variable.Value;
        }

        foreach (var (name, path) in gone)
        {
            // Whether it was a secret is not known any more.
            if (merged.Remove(name, out var there))
                found.Add(path, "", masked(there));
        }

        return found.Found.Count == before ? null : merged;
    }

    private static OssMountConfig? Mounts(DifferenceList found, IReadOnlyList<DesiredMount> wanted, IReadOnlyDictionary<string, string> gone, OssMountConfig? actual)
    {
        var before = found.Found.Count;
        var merged = (actual?.MountPoints ?? []).ToList();
        foreach (var (path, point) in wanted)
        {
            var at = merged.FindIndex(m => m.MountDir == point.MountDir);
            if (at >= 0 && SameMount(point, merged[at]))
                continue;

            found.Add(path, Worded(point), at < 0 ? null : Worded(merged[at]));
            if (at < 0)
                merged.Add(point);
            else
                merged[at] = point;
        }

        foreach (var left in merged.Where(m => gone.ContainsKey(m.MountDir ?? "")).ToList())
        {
            found.Add(gone[left.MountDir!], "", Worded(left));
            merged.Remove(left);
        }

        return found.Found.Count == before ? null : new() { MountPoints = merged };
    }

    private static bool SameMount(OssMountPoint wanted, OssMountPoint actual) =>
        wanted.BucketName == actual.BucketName && Slashed(wanted.BucketPath) == Slashed(actual.BucketPath)
        && wanted.Endpoint == actual.Endpoint && (wanted.ReadOnly ?? false) == (actual.ReadOnly ?? false);

    /// <summary><c>/a</c> and <c>/a/</c> are one path.</summary>
    internal static string Slashed(string? path) => (path ?? "/").TrimEnd('/') + "/";

    internal static string Worded(OssMountPoint m) => $"{m.BucketName}:{m.BucketPath} at {m.MountDir}{(m.ReadOnly == true ? " (read-only)" : "")} through {m.Endpoint}";

    private static InstanceLifecycleConfig? Hooks(DifferenceList found, DesiredFunction desired, InstanceLifecycleConfig? actual)
    {
        var initializer = Hook(found, desired.Initializer ?? Cleared("observability.initializer", StartScript.IsOurs(actual?.Initializer?.Command)), actual?.Initializer);
        var preStop = Hook(found, desired.PreStop ?? Cleared("observability.preStop", PreStopHook.IsOurs(actual?.PreStop)), actual?.PreStop);
        return initializer is null && preStop is null
            ? null
            : (actual ?? new()) with { Initializer = initializer ?? actual?.Initializer, PreStop = preStop ?? actual?.PreStop };
    }

    /// <summary>What another start mode left behind goes: two agents would write each sample twice.</summary>
    private static DesiredHook? Cleared(string path, bool isOurs) => isOurs ? new(path, LifecycleHook.Empty) : null;

    private static LifecycleHook? Hook(DifferenceList found, DesiredHook? wanted, LifecycleHook? actual)
    {
        if (wanted is null)
            return null;

        var before = found.Found.Count;
        found.Text($"{wanted.Path}.handler", wanted.Hook.Handler, actual?.Handler);
        found.Sequence($"{wanted.Path}.command", wanted.Hook.Command, actual?.Command);
        found.Value($"{wanted.Path}.timeoutSeconds", wanted.Hook.Timeout, actual?.Timeout);
        return found.Found.Count == before
            ? null
            : wanted.Hook with { Handler = wanted.Hook.Handler ?? actual?.Handler, Command = wanted.Hook.Command ?? actual?.Command, Timeout = wanted.Hook.Timeout ?? actual?.Timeout };
    }

    private static List<Tag> Tags(DifferenceList found, IReadOnlyList<Tag> wanted, IReadOnlyList<Tag>? actual)
    {
        var missing = new List<Tag>();
        foreach (var tag in wanted)
        {
            var there = actual?.FirstOrDefault(t => t.Key == tag.Key);
            if (there?.Value == tag.Value)
                continue;

            found.Add($"tags[{tag.Key}]", tag.Value, there?.Value);
            missing.Add(tag);
        }

        return missing;
    }

    private static List<string> RemovedTags(DifferenceList found, IReadOnlyDictionary<string, string> gone, IReadOnlyList<Tag>? actual)
    {
        var left = (actual ?? []).Where(t => gone.ContainsKey(t.Key)).ToList();
        foreach (var tag in left)
            found.Add(gone[tag.Key], "", tag.Value);

        return [.. left.Select(t => t.Key)];
    }
}
