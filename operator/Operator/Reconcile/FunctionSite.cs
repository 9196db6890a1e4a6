using Sonde.Operator.Api;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Desired;
using Sonde.Operator.Drift;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Reconcile;

/// <summary>Reads and writes one function, with what belongs to it, in the order that the service wants.</summary>
/// <param name="functions">The service.</param>
/// <param name="desired">What is ours.</param>
/// <param name="applied">What was written before: what belongs to the function is read for its sake too, since it may have to go.</param>
internal sealed class FunctionSite(IFunctionCompute functions, DesiredFunction desired, AppliedStatus? applied = null)
{
    private const string Qualifier = "LATEST";
    private const string Runtime = "custom-container";

    /// <summary>Required by the service for every runtime, meaningless for a container.</summary>
    private const string Handler = "handler";

    private const string HttpTriggerType = "http";

    /// <summary>The function and what belongs to it; null where there is none.</summary>
    public async Task<FunctionObservation?> ObserveAsync(CancellationToken cancellation)
    {
        if (await functions.FindFunctionAsync(desired.Name, cancellation) is not { } function)
            return null;

        return new(
            function,
            desired.Trigger is not null || Had(AttachedFields.Http) ? await functions.FindTriggerAsync(desired.Name, DesiredTrigger.TheName, cancellation) : null,
            desired.Provision is not null || Had(AttachedFields.Provisioned) ? await functions.FindProvisionConfigAsync(desired.Name, Qualifier, cancellation) : null,
            desired.ReservedConcurrency is not null || Had(AttachedFields.MaxInstances) ? await functions.FindConcurrencyConfigAsync(desired.Name, cancellation) : null);
    }

    /// <summary>Makes the function. A create whose answer was lost is found by the next observation, by name and owner tag.</summary>
    public Task<Function> CreateAsync(CancellationToken cancellation)
    {
        var config = desired.Config;
        return functions.CreateFunctionAsync(new()
        {
            FunctionName = desired.Name,
            Runtime = Runtime,
            Handler = Handler,
            Tags = desired.Tags,
            Description = config.Description,
            Cpu = config.Cpu,
            MemorySize = config.MemorySize,
            DiskSize = config.DiskSize,
            GpuConfig = config.GpuConfig,
            Timeout = config.Timeout,
            InstanceConcurrency = config.InstanceConcurrency,
            Role = config.Role,
            InternetAccess = config.InternetAccess,
            VpcConfig = config.VpcConfig,
            LogConfig = config.LogConfig,
            CustomContainerConfig = config.CustomContainerConfig,
            EnvironmentVariables = desired.Environment.Count == 0 ? null : desired.Environment.ToDictionary(v => v.Key, v => v.Value.Value, StringComparer.Ordinal),
            OssMountConfig = desired.Mounts.Count == 0 ? null : new() { MountPoints = [.. desired.Mounts.Select(m => m.Point)] },
            InstanceLifecycleConfig = desired.Initializer is null && desired.PreStop is null ? null : new() { Initializer = desired.Initializer?.Hook, PreStop = desired.PreStop?.Hook },
        }, cancellation);
    }

    /// <summary>Writes what differs of the function itself: at most one update.</summary>
    public async Task UpdateAsync(Function observed, FunctionPlan plan, CancellationToken cancellation)
    {
        if (plan.Change is { } change)
            await functions.UpdateFunctionAsync(desired.Name, change, cancellation);
        if (plan.Tags.Count > 0)
            await functions.TagFunctionAsync(ArnOf(observed), plan.Tags, cancellation);
        if (plan.RemovedTags.Count > 0)
            await functions.UntagFunctionAsync(ArnOf(observed), plan.RemovedTags, cancellation);
    }

    /// <summary>Writes what differs of that which belongs to the function. Refused by the service while an update of the function is in progress.</summary>
    public async Task CompleteAsync(FunctionObservation observed, FunctionChanges changes, CancellationToken cancellation)
    {
        if (changes.Provision is { } provision)
            await functions.PutProvisionConfigAsync(desired.Name, Qualifier, provision, cancellation);
        if (changes.ReservedConcurrency is { } reserved)
            await functions.PutConcurrencyConfigAsync(desired.Name, reserved, cancellation);
        if (changes.RemovesConcurrency)
            await functions.DeleteConcurrencyConfigAsync(desired.Name, cancellation);
        if (changes.RemovesTrigger)
            await functions.DeleteTriggerAsync(desired.Name, DesiredTrigger.TheName, cancellation);
        if (changes.Trigger is not { } config)
            return;

        if (observed.Trigger is { } there)
            await functions.UpdateTriggerAsync(desired.Name, there.TriggerName, new() { TriggerConfig = config.ToText() }, cancellation);
        else
            await functions.CreateTriggerAsync(desired.Name, new() { TriggerName = desired.Trigger!.Name, TriggerType = HttpTriggerType, TriggerConfig = config.ToText(), Qualifier = Qualifier }, cancellation);
    }

    /// <summary>Removes a function: what hangs on it first, since the service refuses otherwise.</summary>
    /// <returns>True once it is gone.</returns>
    public static async Task<bool> DeleteAsync(IFunctionCompute functions, string name, CancellationToken cancellation)
    {
        await foreach (var trigger in functions.ListTriggersAsync(name, cancellation))
            await functions.DeleteTriggerAsync(name, trigger.TriggerName, cancellation);

        await functions.DeleteProvisionConfigAsync(name, Qualifier, cancellation);
        await functions.DeleteScalingConfigAsync(name, Qualifier, cancellation);
        await functions.DeleteConcurrencyConfigAsync(name, cancellation);
        try
        {
            await functions.DeleteFunctionAsync(name, cancellation);
        }
        catch (CloudException e) when (e.Kind is CloudErrorKind.Blocked or CloudErrorKind.Conflict)
        {
            // Provisioned instances are still going away.
            return false;
        }

        return await functions.FindFunctionAsync(name, cancellation) is null;
    }

    private string ArnOf(Function observed) => observed.FunctionArn ?? throw Outcomes.NotReady($"Function {desired.Name} has no ARN yet.");

    private bool Had(string prefix) =>
        applied?.Fields?.Exists(name => name.StartsWith(prefix, StringComparison.Ordinal)) == true
        || applied?.Intended?.Exists(field => field.Path.StartsWith(prefix, StringComparison.Ordinal)) == true;
}
