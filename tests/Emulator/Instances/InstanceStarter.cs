using System.Security.Cryptography;
using Sonde.Emulator.FunctionCompute;
using Sonde.Emulator.Instances.Mounts;
using Sonde.Emulator.Instances.Sandbox;

namespace Sonde.Emulator.Instances;

/// <summary>Starts instances in the order of the platform: mounts, container, server, initializer (fc-runtime.md 2).</summary>
internal sealed class InstanceStarter : IAsyncDisposable
{
    private static readonly TimeSpan s_roleLifetime = TimeSpan.FromHours(10);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_healthLook = TimeSpan.FromMilliseconds(100);
    private readonly EmulatorWorld _world;
    private readonly InstanceOptions _options;
    private readonly InstanceTools _tools;
    private readonly WorkDirectory _work = WorkDirectory.Create();
    private readonly MountDirectories _mounts;
    private readonly LauncherThread _launcher = new();
    private readonly Lock _lock = new();
    private List<EgressRelay>? _relays;
    private IReadOnlyList<EgressEndpoint> _egress = [];
    private int _count;

    public InstanceStarter(EmulatorWorld world, InstanceOptions options)
    {
        (_world, _options) = (world, options);
        _tools = InstanceTools.Find(options);
        _mounts = new(world.Buckets, _work.Mounts);
        foreach (var program in (string[])["vllm", "python3"])
            _work.WriteProgram(program, StartScript.Wrapper(program));
    }

    /// <summary>An instance that is not started yet.</summary>
    public Instance Create(FunctionRecord function, string qualifier, InstanceTarget? target)
    {
        var role = function.Role.Length > 0 ? _world.Accounts.IssueFor(function.Role, s_roleLifetime) : null;
        return new($"c-{RandomNumberGenerator.GetHexString(8, lowercase: true)}-{RandomNumberGenerator.GetHexString(12, lowercase: true)}", function, qualifier, target, role, _options, _world.Clock);
    }

    /// <summary>Starts it until it may get requests.</summary>
    /// <exception cref="InstanceFailure">It will never get any.</exception>
    public async Task StartAsync(Instance instance, CancellationToken cancellation)
    {
        var function = instance.Function;
        string[] command = [.. function.Entrypoint, .. function.Command];
        if (command.Length == 0)
            throw InstanceFailure.NotStarted($"image '{function.Image}' is not pulled by this emulator, so it runs nothing by itself: declare customContainerConfig.entrypoint or command");
        if (function.Initializer is { Command.Count: > 0 } && function.GpuType.Length == 0)
            throw InstanceFailure.Initializer("an initializer command is only run for GPU functions");

        OpenTheWayOut();
        var plan = new SandboxPlan(
            instance.Id,
            _work.ForInstance(Interlocked.Increment(ref _count)),
            _work.Out,
            _work.Programs,
            [.. function.OssMounts.Select(mount => (_mounts.Get(mount), mount.MountDir))],
            InstanceEnvironment.For(function, instance.Id, instance.Role),
            command,
            function.Initializer?.Command ?? [],
            function.Port,
            _egress);
        var sandbox = await SandboxProcess.StartAsync(plan, _tools, _launcher, _world.Clock, cancellation);
        instance.Attach(sandbox);
        await ListenAsync(instance, sandbox, cancellation);
        await BeHealthyAsync(instance, sandbox, cancellation);
        await InitializeAsync(instance, sandbox, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _mounts.DisposeAsync();
        foreach (var relay in _relays ?? [])
            await relay.DisposeAsync();
        _launcher.Dispose();
        _work.Dispose();
    }

    // The emulator's own port is known only once it is bound, hence not in the constructor.
    private void OpenTheWayOut()
    {
        lock (_lock)
        {
            if (_relays is not null)
                return;
            _egress = EgressEndpoint.From([.. _world.BaseUrl.Length > 0 ? [new Uri(_world.BaseUrl).Authority] : Array.Empty<string>(), .. _options.Allow]);
            _relays = [.. _egress.Select(endpoint => new EgressRelay(_work.Out, endpoint))];
        }
    }

    private async Task ListenAsync(Instance instance, SandboxProcess sandbox, CancellationToken cancellation)
    {
        var begun = _world.Clock.GetTimestamp();
        var patience = _options.StartTimeout;
        if (instance.Function.HealthCheck is { } check)
            patience = Longer(patience, check.InitialDelay + (check.FailureThreshold * check.Period));
        var seen = Listening.Nowhere;
        while ((seen = sandbox.Look()) != Listening.Everywhere)
        {
            if (sandbox.Exited.IsCompleted)
                throw InstanceFailure.Exited(await sandbox.Exited, sandbox.Log.Tail(20));
            if (_world.Clock.GetElapsedTime(begun) > patience)
            {
                throw InstanceFailure.NotStarted(seen == Listening.LoopbackOnly
                    ? $"the server listens on port {instance.Function.Port} of the loopback only; it must listen on 0.0.0.0"
                    : $"nothing listens on 0.0.0.0:{instance.Function.Port} after {patience.TotalSeconds} s");
            }

            await Task.Delay(s_look, _world.Clock, cancellation);
        }
    }

    // Asked more often than declared, so that tests do not wait for a period; the patience is the declared one.
    private async Task BeHealthyAsync(Instance instance, SandboxProcess sandbox, CancellationToken cancellation)
    {
        if (instance.Function.HealthCheck is not { } check)
            return;
        var begun = _world.Clock.GetTimestamp();
        var patience = Longer(_options.StartTimeout, check.InitialDelay + (check.FailureThreshold * check.Period));
        var path = check.HttpGetUrl.StartsWith('/') ? check.HttpGetUrl : "/" + check.HttpGetUrl;
        for (var successes = 0; successes < check.SuccessThreshold;)
        {
            var status = await instance.CallAsync(HttpMethod.Get, path, check.Timeout);
            successes = status is >= 200 and < 400 ? successes + 1 : 0;
            if (sandbox.Exited.IsCompleted)
                throw InstanceFailure.Exited(await sandbox.Exited, sandbox.Log.Tail(20));
            if (successes == 0 && _world.Clock.GetElapsedTime(begun) > patience)
                throw InstanceFailure.NotStarted($"health check {path} did not succeed within {patience.TotalSeconds} s; last answer: {status?.ToString() ?? "none"}");
            if (successes < check.SuccessThreshold)
                await Task.Delay(s_healthLook, _world.Clock, cancellation);
        }
    }

    private async Task InitializeAsync(Instance instance, SandboxProcess sandbox, CancellationToken cancellation)
    {
        if (instance.Function.Initializer is not { } hook)
            return;
        if (hook.Command.Count == 0)
        {
            if (await instance.CallAsync(HttpMethod.Post, "/initialize", hook.Timeout) is var status and not (>= 200 and < 300))
                throw InstanceFailure.Initializer($"POST /initialize answered {status?.ToString() ?? "nothing"} within {hook.Timeout.TotalSeconds} s");
            return;
        }

        using var limit = new CancellationTokenSource(hook.Timeout, _world.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            if (await sandbox.RunInitializerAsync(either.Token) is var code and not 0)
                throw InstanceFailure.Initializer($"the initializer command exited with code {code}");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw InstanceFailure.Initializer($"the initializer command did not end within {hook.Timeout.TotalSeconds} s");
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
