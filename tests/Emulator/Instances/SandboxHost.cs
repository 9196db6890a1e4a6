using System.Collections.Concurrent;
using Sonde.Emulator.FunctionCompute;
using Sonde.Emulator.Instances.Gateway;

namespace Sonde.Emulator.Instances;

/// <summary>Runs each instance as real processes in a bubblewrap sandbox.</summary>
internal sealed class SandboxHost : IInstanceHost
{
    private readonly EmulatorWorld _world;
    private readonly InstanceOptions _options;
    private readonly InstanceStarter _starter;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<(string Account, string Name), Lazy<InstancePool>> _pools = [];
    private readonly IDisposable _watch;

    /// <summary>Starts to follow the functions.</summary>
    /// <exception cref="FileNotFoundException">A program that sandboxes need is absent.</exception>
    public SandboxHost(EmulatorWorld world, InstanceOptions options)
    {
        (_world, _options) = (world, options);
        _starter = new(world, options);
        _log = world.Logs.CreateLogger("Sonde.Emulator.Instances");
        _watch = world.Functions.Watch(Follow);
    }

    /// <inheritdoc/>
    public async Task InvokeAsync(HttpContext context, InvokeCall call)
    {
        try
        {
            if (call.Function.InvocationDisabled)
                throw new InstanceFailure(StatusCodes.Status403Forbidden, "AccessDenied", $"invocations of function '{call.Function.Name}' are disabled");
            await ServeAsync(context, call);
        }
        catch (InstanceFailure failure)
        {
            await FailureAnswer.WriteAsync(context.Response, call, failure);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away; so did the request inside.
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<InstanceInfo> List(FunctionRecord function) => Pool(function).List();

    /// <inheritdoc/>
    public ProvisionState? Provisioned(FunctionRecord function, string qualifier) => Pool(function).Provisioned(qualifier);

    /// <summary>The living instances of all functions.</summary>
    public IReadOnlyList<Instance> Living => [.. _pools.Values.SelectMany(pool => pool.Value.Living)];

    /// <summary>What the living instance wrote; null when there is none of that id.</summary>
    public IReadOnlyList<string>? Logs(string instanceId) => Find(instanceId)?.Sandbox?.Log.Lines();

    /// <summary>All processes of the living instance, as the host numbers them.</summary>
    public IReadOnlyList<(int Id, int Parent, char State)>? Processes(string instanceId) => Find(instanceId)?.Sandbox?.Processes;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _watch.Dispose();
        await Task.WhenAll(_pools.Values.Select(pool => pool.Value.DisposeAsync().AsTask()));
        await _starter.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context, InvokeCall call)
    {
        var pool = Pool(call.Function);
        var instance = await pool.AcquireAsync(call.Function, call.Qualifier, context.RequestAborted);
        using var limit = new CancellationTokenSource(call.Function.Timeout, _world.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted);
        try
        {
            await Forwarder.ForwardAsync(context, call, instance, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new InstanceFailure(StatusCodes.Status200OK, "InvocationTimeout", $"Function timed out after {call.Function.Timeout.TotalSeconds} seconds");
        }
        finally
        {
            pool.Release(instance);
        }
    }

    private void Follow(FunctionChange change)
    {
        var pool = Pool(change.Function);
        if (change.Kind == FunctionChangeKind.Deleted)
            pool.EndAll();
        else
            pool.Reconcile();
    }

    private InstancePool Pool(FunctionRecord function) => _pools.GetOrAdd(
        (function.AccountId, function.Name),
        key => new(() => new InstancePool(_world, _starter, _options, _log, key.Account, key.Name))).Value;

    private Instance? Find(string id) => Living.FirstOrDefault(instance => instance.Id == id);
}
