using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Engines;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Desired;

/// <summary>Spec, account and pipeline → the part of a function that is ours.</summary>
internal sealed class DesiredFunctions(Secrets secrets)
{
    private const int InitializerTimeoutSeconds = 10;

    /// <exception cref="ReconcileStopped">A Secret or ConfigMap is absent, or the spec asks for what cannot be.</exception>
    public DesiredFunction For(LlmFunction function, AccountAccess account, ObservedBy? observer)
    {
        Unsupported.Refuse(function);
        var spec = function.Spec;
        var profile = spec.Engine is { } engine && observer is not null ? EngineProfiles.Find(engine) : null;
        var command = StartCommand.Of(function, profile);
        var words = observer is not null && ParentStart.Applies(function) ? ParentStart.Wrap(command.Words, function, profile, observer) : command.Words;
        var environment = Environment(function, observer);
        var mounts = Mounts(spec, account, observer);
        MultiprocessFolder.Check(environment, mounts);
        return new()
        {
            Name = FunctionIdentity.Of(function, account).FunctionName,
            Config = Config(spec, words),
            Environment = environment,
            Mounts = mounts,
            Initializer = Initializer(function, observer),
            PreStop = PreStopHook.Of(function),
            Tags = account.TagsOf(function.Metadata.NamespaceProperty, function.Metadata.Name, function.Metadata.Uid, spec.Tags),
            Trigger = spec.Http is { } http ? Trigger(http) : null,
            Provision = spec.Scaling?.Provisioned is { } provisioned ? Provision(provisioned) : null,
            ReservedConcurrency = spec.Scaling?.OnDemand is { } onDemand ? (onDemand.Enabled == false ? 0 : onDemand.MaxInstances) : null,
            MissingFlag = command.MissingFlag,
        };
    }

    private static FunctionConfig Config(LlmFunctionSpec spec, CommandWords words) => new()
    {
        Description = spec.Description,
        Cpu = spec.Resources?.CpuMilli / 1000m,
        MemorySize = spec.Resources?.MemoryMB,
        DiskSize = spec.Resources?.DiskMB,
        GpuConfig = spec.Resources?.Gpu is { } gpu ? new() { GpuType = gpu.Type, GpuMemorySize = gpu.MemoryMB } : null,
        Timeout = spec.TimeoutSeconds,
        InstanceConcurrency = spec.InstanceConcurrency,
        Role = spec.RoleArn,
        InternetAccess = spec.Network?.InternetAccess,
        VpcConfig = spec.Network?.Vpc is { } vpc ? new() { VpcId = vpc.VpcId, VSwitchIds = vpc.VSwitchIds, SecurityGroupId = vpc.SecurityGroupId } : null,
        LogConfig = spec.Logs is { } logs
            ? new() { Project = logs.Project, Logstore = logs.Logstore, EnableRequestMetrics = logs.RequestMetrics, EnableInstanceMetrics = logs.InstanceMetrics }
            : null,
        CustomContainerConfig = new()
        {
            Image = spec.Container!.Image,
            Entrypoint = words.Entrypoint,
            Command = words.Args,
            Port = spec.Container.Port,
            HealthCheckConfig = spec.Health is { } health ? Health(health) : null,
        },
    };

    private static HealthCheckConfig Health(HealthSpec health) => new()
    {
        HttpGetUrl = health.Path,
        InitialDelaySeconds = health.InitialDelaySeconds,
        PeriodSeconds = health.PeriodSeconds,
        TimeoutSeconds = health.TimeoutSeconds,
        FailureThreshold = health.FailureThreshold,
        SuccessThreshold = health.SuccessThreshold,
    };

    private SortedDictionary<string, DesiredVariable> Environment(LlmFunction function, ObservedBy? observer)
    {
        var entityNamespace = function.Metadata.NamespaceProperty;
        var variables = new SortedDictionary<string, DesiredVariable>(StringComparer.Ordinal);
        foreach (var variable in function.Spec.Env ?? [])
            variables[variable.Name] = Variable(entityNamespace, variable);

        foreach (var destination in observer?.Destinations ?? [])
        {
            var usedBy = $"MetricsPipeline {observer!.Pipeline.Metadata.Name} spec.destinations[{destination.Spec.Name}].authSecretRef";
            if (secrets.StoreCredentials(entityNamespace, destination.Auth, usedBy) is not { } credentials)
                continue;

            foreach (var (name, value) in new[] { (destination.UsernameVariable, credentials.Username), (destination.PasswordVariable, credentials.Password), (destination.TokenVariable, credentials.BearerToken) })
            {
                if (value is not null)
                    variables[name] = new($"observability.env[{name}]", value, IsSecret: true);
            }
        }

        return variables;
    }

    private DesiredVariable Variable(string entityNamespace, EnvVar variable)
    {
        var path = $"env[{variable.Name}]";
        return variable.ValueFrom switch
        {
            null => new($"{path}.value", variable.Value ?? "", IsSecret: false),
            { SecretKeyRef: { } secret } => new($"{path}.valueFrom", secrets.Require(entityNamespace, secret.Name, secret.Key, $"spec.{path}"), IsSecret: true),
            { ConfigMapKeyRef: { } map } => new($"{path}.valueFrom", secrets.RequireConfig(entityNamespace, map, $"spec.{path}"), IsSecret: false),
            _ => throw Outcomes.Invalid($"spec.{path}.valueFrom names neither a Secret nor a ConfigMap."),
        };
    }

    private static List<DesiredMount> Mounts(LlmFunctionSpec spec, AccountAccess account, ObservedBy? observer)
    {
        var mounts = new List<DesiredMount>();
        if (spec.Model is { Oss: { } oss, MountPath: { } mountPath })
            mounts.Add(new("model.oss", Mount(account, oss.Bucket, oss.Path, mountPath, oss.Endpoint)));
        if (observer is not null && mounts.Exists(m => m.Point.MountDir!.TrimEnd('/') == observer.Layout.MountPath))
            throw Outcomes.Invalid($"spec.model.mountPath {observer.Layout.MountPath} is where MetricsPipeline {observer.Pipeline.Metadata.Name} mounts its artifacts; choose another one in either.");
        if (observer is not null)
            mounts.Add(new("observability.mount", Mount(account, observer.Layout.Bucket, observer.Layout.BucketPath, observer.Layout.MountPath, observer.Pipeline.Spec.Artifacts.Endpoint)));
        return mounts;
    }

    private static OssMountPoint Mount(AccountAccess account, string bucket, string path, string mountPath, string? endpoint) => new()
    {
        BucketName = bucket,
        BucketPath = path,
        MountDir = mountPath,
        // A function reads OSS from inside the region, whatever way the operator takes.
        Endpoint = endpoint ?? $"http://oss-{account.Region}-internal.aliyuncs.com",
        ReadOnly = true,
    };

    private static DesiredHook? Initializer(LlmFunction function, ObservedBy? observer)
    {
        var hooks = function.Spec.Hooks;
        if (observer is null || ParentStart.Applies(function))
            return hooks?.InitializerCommand is { } own ? new("hooks.initializer", Hook(own, hooks)) : null;

        var command = StartScript.Beside(
            observer.Layout.AgentFolderInInstance(observer.AgentDigest),
            observer.Layout.ConfigInInstance(function.Metadata.NamespaceProperty, function.Metadata.Name),
            hooks?.InitializerCommand);
        return new("observability.initializer", Hook(command, hooks));
    }

    private static LifecycleHook Hook(IReadOnlyList<string> command, HookSpec? hooks) =>
        new() { Handler = "", Command = command, Timeout = hooks?.InitializerTimeoutSeconds ?? InitializerTimeoutSeconds };

    private static DesiredTrigger Trigger(HttpSpec http) => new(DesiredTrigger.TheName, new()
    {
        AuthType = http.Auth is HttpAuth.Anonymous ? "anonymous" : "function",
        Methods = http.Methods is { } methods ? [.. methods.Select(m => m.ToString())] : [.. Enum.GetNames<HttpVerb>()],
        DisableUrlInternet = http.PublicUrl is { } isPublic ? !isPublic : null,
    });

    private static ProvisionConfig Provision(ProvisionedSpec provisioned) => new()
    {
        DefaultTarget = provisioned.Target,
        AlwaysAllocateCpu = provisioned.AlwaysAllocateCPU,
        AlwaysAllocateGpu = provisioned.AlwaysAllocateGPU,
        ScheduledActions = provisioned.Schedules is { } schedules
            ? [.. schedules.Select(s => new ScheduledAction { Name = s.Name, ScheduleExpression = s.Schedule, Target = s.Target, TimeZone = s.TimeZone })]
            : null,
        TargetTrackingPolicies = provisioned.Tracking is { } tracking
            ? [.. tracking.Select(t => new TargetTrackingPolicy { Name = t.Name, MetricType = MetricType(t.Metric), MetricTarget = t.TargetPercent / 100m, MinCapacity = t.Min, MaxCapacity = t.Max })]
            : null,
    };

    private static string MetricType(TrackingMetric metric) => metric switch
    {
        TrackingMetric.ConcurrencyUtilization => "ProvisionedConcurrencyUtilization",
        TrackingMetric.CPUUtilization => "CPUUtilization",
        TrackingMetric.GPUMemoryUtilization => "GPUMemUtilization",
        _ => "GPUSmUtilization",
    };
}
