using Sonde.Emulator.FunctionCompute;

namespace Sonde.Emulator.Instances;

/// <summary>The instances of one function: enough for its requests and its targets, no more than allowed.</summary>
internal sealed class InstancePool(EmulatorWorld world, InstanceStarter starter, InstanceOptions options, ILogger log, string accountId, string name) : IAsyncDisposable
{
    private const int MostRemembered = 50;
    private const int LongestBackOff = 6;
    private readonly Lock _lock = new();
    private readonly List<Instance> _living = [];
    private readonly Queue<InstanceInfo> _destroyed = new();
    private readonly HashSet<Task> _ending = [];
    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);
    private ITimer? _retry;
    private int _failures;
    private bool _closed;

    /// <summary>The living instances.</summary>
    public IReadOnlyList<Instance> Living
    {
        get
        {
            lock (_lock)
                return [.. _living];
        }
    }

    /// <summary>A place for one request in an instance that is ready and awake; give it back with <see cref="Release"/>.</summary>
    /// <exception cref="InstanceFailure">There is none, or it did not start.</exception>
    public async Task<Instance> AcquireAsync(FunctionRecord function, string qualifier, CancellationToken cancellation)
    {
        var instance = Reserve(function, qualifier);
        try
        {
            await instance.Ready.WaitAsync(cancellation);
            instance.Wake();
            return instance;
        }
        catch
        {
            Release(instance);
            throw;
        }
    }

    /// <summary>Ends a request's stay.</summary>
    public void Release(Instance instance)
    {
        lock (_lock)
        {
            if (--instance.Active > 0)
                return;
            if (_living.Contains(instance) && !IsCurrent(instance))
                End(instance);
            else if (instance.Target is null && _living.Contains(instance))
                instance.IdleTimer = world.Clock.CreateTimer(_ => EndIdle(instance), null, instance.Function.IdleTimeout ?? options.IdleTimeout, Timeout.InfiniteTimeSpan);
        }

        if (instance.Ready.IsCompletedSuccessfully)
            instance.Settle();
    }

    /// <summary>Ends what is outdated and idle, starts and ends provisioned instances until the targets are met.</summary>
    public void Reconcile()
    {
        lock (_lock)
        {
            if (_closed)
                return;
            foreach (var instance in _living.Where(instance => !IsCurrent(instance)).ToList())
                Retire(instance);

            if (world.Functions.Find(accountId, name, FunctionEntry.LatestQualifier) is not { } latest)
                return;
            var targets = latest.InvocationDisabled ? [] : world.Functions.Targets(latest);
            foreach (var instance in _living.Where(instance => instance.Target is { } kept && targets.All(target => target.Qualifier != kept.Qualifier)).ToList())
                Retire(instance);
            foreach (var target in targets)
                Meet(target);
        }
    }

    /// <summary>How far the target of <paramref name="qualifier"/> is met.</summary>
    public ProvisionState Provisioned(string qualifier)
    {
        lock (_lock)
            return new(_living.Count(instance => instance.Target?.Qualifier == qualifier && instance.Ready.IsCompletedSuccessfully), _errors.GetValueOrDefault(qualifier, ""));
    }

    /// <summary>Living instances first, then those destroyed of late.</summary>
    public IReadOnlyList<InstanceInfo> List()
    {
        lock (_lock)
            return [.. _living.Select(instance => Info(instance, null)), .. _destroyed.Reverse()];
    }

    /// <summary>Ends all, those with requests too.</summary>
    public void EndAll()
    {
        lock (_lock)
        {
            foreach (var instance in _living.ToList())
                End(instance);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] ending;
        lock (_lock)
        {
            _closed = true;
            _retry?.Dispose();
            foreach (var instance in _living.ToList())
                End(instance);
            ending = [.. _ending];
        }

        await Task.WhenAll(ending);
    }

    private Instance Reserve(FunctionRecord function, string qualifier)
    {
        lock (_lock)
        {
            // Provisioned ones first, then the fullest, so that others may freeze and go.
            var instance = _living
                .Where(one => Runs(one, function) && one.Active < function.InstanceConcurrency && !one.Ready.IsFaulted)
                .OrderByDescending(one => one.Target is not null).ThenByDescending(one => one.Active)
                .FirstOrDefault();
            if (instance is null)
            {
                if (_closed || _living.Count >= options.MostInstances)
                    throw InstanceFailure.Exhausted(function.Name, _living.Count);
                instance = Begin(function, qualifier, null);
            }

            instance.Active++;
            instance.IdleTimer?.Dispose();
            instance.IdleTimer = null;
            return instance;
        }
    }

    private Instance Begin(FunctionRecord function, string qualifier, InstanceTarget? target)
    {
        var instance = starter.Create(function, qualifier, target);
        _living.Add(instance);
        instance.Ready = Task.Run(() => StartAsync(instance));
        return instance;
    }

    private async Task StartAsync(Instance instance)
    {
        var begun = world.Clock.GetTimestamp();
        try
        {
            await starter.StartAsync(instance, instance.Ending);
            instance.StartTook = world.Clock.GetElapsedTime(begun);
            Log.InstanceReady(log, instance.Function.Name, instance.Id, (long)instance.StartTook.Value.TotalMilliseconds);
            _ = Task.Run(() => WatchAsync(instance));
        }
        catch (Exception error)
        {
            var failure = error as InstanceFailure ?? InstanceFailure.NotStarted(error is OperationCanceledException ? "the instance was ended while it started" : error.Message);
            Log.InstanceFailed(log, instance.Function.Name, instance.Id, failure.Message);
            Forget(instance, $"{failure.Code}: {failure.Message}");
            throw failure;
        }
    }

    // Behind the start: Ready has not ended yet while StartAsync runs, and a frozen instance must be ready.
    private async Task WatchAsync(Instance instance)
    {
        await instance.Ready;
        lock (_lock)
        {
            if (instance.Target is { } target)
            {
                _errors.Remove(target.Qualifier);
                _failures = 0;
            }
        }

        instance.Settle();
        var code = await instance.Sandbox!.Exited;
        bool unexpected;
        lock (_lock)
            unexpected = _living.Contains(instance);
        if (!unexpected)
            return;
        Log.InstanceExited(log, instance.Function.Name, instance.Id, code);
        Forget(instance, $"CAExited: the instance exited with code {code}");
    }

    private void Forget(Instance instance, string error)
    {
        lock (_lock)
        {
            End(instance);
            if (instance.Target is not { } target || _closed || !IsCurrent(instance))
                return;
            _errors[target.Qualifier] = error;
            _retry?.Dispose();
            _retry = world.Clock.CreateTimer(_ => Reconcile(), null, TimeSpan.FromSeconds(1 << Math.Min(_failures++, LongestBackOff)), Timeout.InfiniteTimeSpan);
        }
    }

    private void Meet(InstanceTarget target)
    {
        if (world.Functions.Find(accountId, name, target.Qualifier) is not { } function)
            return;
        var kept = _living.Where(instance => instance.Target?.Qualifier == target.Qualifier && Runs(instance, function)).ToList();
        foreach (var instance in kept)
            instance.Target = target;
        foreach (var instance in kept.Skip(target.Count))
            Retire(instance);
        for (var count = kept.Count; count < target.Count; count++)
            Begin(function, target.Qualifier, target);
        foreach (var instance in kept.Take(target.Count).Where(instance => instance.Ready.IsCompletedSuccessfully))
        {
            if (target.AlwaysAllocateCpu)
                instance.Wake();
            else
                _ = Task.Run(instance.Settle);
        }
    }

    private void EndIdle(Instance instance)
    {
        lock (_lock)
        {
            if (instance.Active == 0)
                End(instance);
        }
    }

    /// <summary>Ends it now when nothing runs in it, else when its requests are done.</summary>
    private void Retire(Instance instance)
    {
        if (instance.Active == 0)
            End(instance);
        else
            instance.Target = null;
    }

    private void End(Instance instance)
    {
        if (!_living.Remove(instance))
            return;
        _destroyed.Enqueue(Info(instance, world.Clock.GetUtcNow()));
        if (_destroyed.Count > MostRemembered)
            _destroyed.Dequeue();
        var ending = Task.Run(instance.StopAsync);
        _ending.Add(ending);
        _ = ending.ContinueWith(
            done =>
            {
                lock (_lock)
                    _ending.Remove(done);
            },
            TaskScheduler.Default);
    }

    private bool IsCurrent(Instance instance) => world.Functions.Find(accountId, name, instance.Qualifier) is { InvocationDisabled: false } now && Runs(instance, now);

    private static bool Runs(Instance instance, FunctionRecord function) =>
        instance.Function.Generation == function.Generation && instance.Function.VersionId == function.VersionId;

    private static InstanceInfo Info(Instance instance, DateTimeOffset? destroyed) => new(
        instance.Id,
        instance.Function.VersionId,
        instance.Qualifier,
        destroyed is null ? instance.Status : "Destroyed",
        instance.Created,
        destroyed,
        instance.Target is null ? "OnDemand" : "Provisioned");
}
