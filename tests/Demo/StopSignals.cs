using System.Runtime.InteropServices;

namespace Sonde.Demo;

/// <summary>Ctrl-C and SIGTERM end the demo in good order: everything that was started is stopped.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;

    private StopSignals(PosixSignalRegistration[] registrations) => _registrations = registrations;

    public static StopSignals Register(CancellationTokenSource stop) => new(
    [
        .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        })),
    ]);

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }
}
