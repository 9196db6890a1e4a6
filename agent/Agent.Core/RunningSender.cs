using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.RemoteWrite;

namespace Sonde.Agent.Core;

/// <summary>A destination with its running sender.</summary>
/// <param name="sender">Sends.</param>
/// <param name="spool">What the configuration says of a spool; null for none.</param>
internal sealed class RunningSender(Sender sender, SpoolOptions? spool) : IDisposable
{
    private readonly CancellationTokenSource _abort = new();
    private Task _running = Task.CompletedTask;

    public Sender Sender => sender;

    public SpoolOptions? Spool => spool;

    /// <summary>True where this sender can go on under another configuration. With a spool the address is its identity: what was kept for one receiver is not sent to another.</summary>
    public bool CanGoOn(RemoteWriteDestination next, SpoolOptions? nextSpool) =>
        sender.Destination.Name == next.Name && spool == nextSpool && (spool is null || sender.Destination.Url == next.Url);

    /// <summary>Starts sending.</summary>
    /// <param name="broke">Called where the sender ends by a fault of ours.</param>
    public void Start(Action<Exception> broke) => _running = Task.Run(async () =>
    {
        try
        {
            await sender.RunAsync(_abort.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            broke(e);
        }
    });

    /// <summary>Sends what waits, as far as the time goes.</summary>
    /// <param name="longest">After this the rest is given up.</param>
    /// <param name="clock">Measures it.</param>
    public async Task StopAsync(TimeSpan longest, TimeProvider clock)
    {
        sender.Stop();
        using CancellationTokenSource deadline = new(longest, clock);
        await using var registration = deadline.Token.Register(_abort.Cancel);
        await _running;
    }

    public void Dispose()
    {
        _abort.Dispose();
        sender.Dispose();
    }
}
