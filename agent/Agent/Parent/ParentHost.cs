using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Sonde.Agent.Core.Timing;
using Sonde.Agent.Running;

namespace Sonde.Agent.Parent;

/// <summary><c>run … -- COMMAND</c>: the engine first, then the agent beside it. Nothing that happens to the agent happens to the engine.</summary>
/// <param name="begin">Makes the agent's part, once the engine runs.</param>
/// <param name="clock">Measures.</param>
/// <param name="logging">Where lines go.</param>
internal sealed class ParentHost(Func<AgentWork> begin, TimeProvider clock, ILoggerFactory logging)
{
    // The engine's own shutdown waits for it: long enough for a page of a busy engine, short against any grace time.
    private static readonly TimeSpan s_lastLook = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(1);

    private readonly ILogger _log = logging.CreateLogger("agent");
    private AgentWork? _work;
    private int _stopsAsked;

    /// <summary>Runs the command to its end. Gives its exit code, or 126 and 127 where it could not be started.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <param name="fault">What is wrong with our own arguments; the engine runs all the same.</param>
    public async Task<int> RunAsync(IReadOnlyList<string> command, string? fault)
    {
        using var signals = new ForwardedSignals();
        var begun = clock.GetTimestamp();
        EngineProcess engine;
        try
        {
            engine = EngineProcess.Start(command);
        }
        catch (ProgramStartException e)
        {
            _log.EngineNotStarted(e.Message);
            return e.ExitCode;
        }

        ExceptionHandling.SetUnhandledExceptionHandler(Survive);
        signals.ForwardTo(signal => Forward(engine, signal));
        using var ended = new CancellationTokenSource();
        var agent = fault is null ? AccompanyAsync(begun, ended.Token) : Task.CompletedTask;
        if (fault is not null)
            _log.PlainParent(fault);

        var code = await engine.Exit;
        _log.EngineEnded(code);
        await ended.CancelAsync();
        await agent.UpToAsync((_work?.Pipeline.ShutdownTimeout ?? TimeSpan.Zero) + s_slack, clock);
        return code;
    }

    /// <summary>The agent's whole life beside the engine.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever breaks in the agent, the engine must go on.")]
    private async Task AccompanyAsync(long engineBegun, CancellationToken engineEnded)
    {
        try
        {
            // On a thread of its own: reading files must not hold up the parent's work.
            await Task.Run(() => WorkAsync(engineBegun, engineEnded), CancellationToken.None);
        }
        catch (OperationCanceledException) when (engineEnded.IsCancellationRequested)
        {
            // The engine ended before there was a config.
        }
        catch (Exception e)
        {
            _log.AgentBroke(e);
        }
    }

    private async Task WorkAsync(long engineBegun, CancellationToken engineEnded)
    {
        await using var work = begin();
        _work = work;
        if (!await work.TryStartAsync())
        {
            _log.WaitsForConfig();
            await work.StartLaterAsync(engineEnded);
        }

        var start = new EngineStart(work.Pipeline, clock, _log).WatchAsync(work.Engine, engineBegun, engineEnded);
        await work.FollowAsync(engineEnded);
        await start;
        _log.Stopping();
        await work.Pipeline.StopAfterEngineAsync();
        _log.Stopped(work.Pipeline.SamplesSent.Values.Sum());
    }

    private void Forward(EngineProcess engine, int signal)
    {
        var asksForStop = signal is ForwardedSignals.Terminate or ForwardedSignals.Interrupt;
        if (asksForStop && Interlocked.Increment(ref _stopsAsked) == 1)
            _ = StopAsync(engine, signal);
        else
            engine.Send(signal);
    }

    /// <summary>The engine answers no scrape once it goes down: looked at first, and sent while it does.</summary>
    private async Task StopAsync(EngineProcess engine, int signal)
    {
        try
        {
            if (_work is { } work)
                await work.Pipeline.ScrapeNowAsync(s_lastLook);
        }
        finally
        {
            engine.Send(signal);
        }

        if (_work is { } sending)
            await sending.Pipeline.FlushAsync(sending.Pipeline.ShutdownTimeout);
    }

    private bool Survive(Exception e)
    {
        _log.AgentBroke(e);
        return true;
    }
}
