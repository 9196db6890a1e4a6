using Sonde.Emulator.FunctionCompute;
using Sonde.Emulator.Identity;
using Sonde.Emulator.Instances.Sandbox;

namespace Sonde.Emulator.Instances;

/// <summary>One instance of a function, from its start to its end.</summary>
internal sealed class Instance : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly InstanceOptions _options;
    private readonly CancellationTokenSource _ending = new();
    private HttpMessageInvoker? _http;
    private SandboxProcess? _sandbox;
    private bool _frozen;
    private bool _ended;

    public Instance(string id, FunctionRecord function, string qualifier, InstanceTarget? target, AccessKey? role, InstanceOptions options, TimeProvider time)
    {
        (Id, Function, Qualifier, Target, Role, _options, _time) = (id, function, qualifier, target, role, options, time);
        Created = time.GetUtcNow();
    }

    /// <summary><c>c-…</c>.</summary>
    public string Id { get; }

    /// <summary>The version that it runs.</summary>
    public FunctionRecord Function { get; }

    /// <summary>The qualifier that it was started for.</summary>
    public string Qualifier { get; }

    /// <summary>What keeps it: null for an on-demand instance.</summary>
    public InstanceTarget? Target { get; set; }

    /// <summary>Credentials of the function's role, or null.</summary>
    public AccessKey? Role { get; }

    public DateTimeOffset Created { get; }

    /// <summary>Requests in it. Changed under the lock of its pool.</summary>
    public int Active { get; set; }

    /// <summary>Ends when it may get requests; fails with <see cref="InstanceFailure"/> when it never will.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    /// <summary>From the beginning of its start until it was ready; null before.</summary>
    public TimeSpan? StartTook { get; set; }

    /// <summary>Ends an idle on-demand instance. Set and taken back under the lock of its pool.</summary>
    public ITimer? IdleTimer { get; set; }

    /// <summary>Cancelled when it is to end, also while it starts.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>The sandbox, once there is one.</summary>
    public SandboxProcess? Sandbox => _sandbox;

    /// <summary>Sends requests to the server inside.</summary>
    public HttpMessageInvoker Http => _http ?? throw new InvalidOperationException($"Instance {Id} was not started.");

    /// <summary>As ListInstances tells it.</summary>
    public string Status => _ended ? "Destroyed" : !Ready.IsCompletedSuccessfully ? "Starting" : _frozen ? "Frozen" : "Running";

    /// <summary>Takes the sandbox, from then on it is this instance's to end.</summary>
    public void Attach(SandboxProcess sandbox)
    {
        _sandbox = sandbox;
        // A connection for each request: a pooled one may have been closed by a server that was frozen past its keep-alive time.
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = (_, cancellation) => sandbox.ConnectAsync(cancellation),
            PooledConnectionLifetime = TimeSpan.Zero,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
        });
    }

    /// <summary>Freezes it when nothing runs in it, unless its CPU is always allocated.</summary>
    public void Settle()
    {
        lock (_lock)
        {
            if (_frozen || _ended || Active > 0 || Target is { AlwaysAllocateCpu: true } || _sandbox is null)
                return;
            _frozen = _sandbox.Freeze();
        }
    }

    /// <summary>Lets it go on, before a request.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            if (!_frozen)
                return;
            _frozen = false;
            _sandbox?.Thaw();
        }
    }

    /// <summary>Ends it: the declared hook, SIGTERM, SIGKILL.</summary>
    public async Task StopAsync()
    {
        lock (_lock)
        {
            if (_ended)
                return;
            _ended = true;
        }

        IdleTimer?.Dispose();
        await _ending.CancelAsync();
        await Ready.ContinueWith(_ => { }, TaskScheduler.Default);
        if (_sandbox is { } sandbox)
        {
            _frozen = false;
            sandbox.Thaw();
            if (Ready.IsCompletedSuccessfully && !sandbox.Exited.IsCompleted && Function.PreStop is { Handler.Length: > 0 } hook)
                await CallAsync(HttpMethod.Get, "/pre-stop", hook.Timeout);
            await sandbox.StopAsync(_options.StopGrace);
        }

        await DisposeAsync();
    }

    /// <summary>Calls the server inside; the status, or null when it did not answer in time.</summary>
    public async Task<int?> CallAsync(HttpMethod method, string path, TimeSpan timeout)
    {
        using var limit = new CancellationTokenSource(timeout, _time);
        try
        {
            using var request = new HttpRequestMessage(method, $"http://127.0.0.1:{Function.Port}{path}");
            request.Headers.TryAddWithoutValidation("x-fc-control-path", path);
            using var response = await Http.SendAsync(request, limit.Token);
            return (int)response.StatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _ended = true;
        _http?.Dispose();
        _ending.Dispose();
        if (_sandbox is not null)
            await _sandbox.DisposeAsync();
    }
}
