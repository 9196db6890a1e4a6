using System.Runtime.InteropServices;

namespace Sonde.Agent.Parent;

/// <summary>Takes the signals that are meant for the engine and hands them on; those that came before the engine was there follow once it is.</summary>
internal sealed class ForwardedSignals : IDisposable
{
    // The base library has no names for SIGUSR1 (10) and SIGUSR2 (12), and one for SIGWINCH (28) that the analyzers take for a doubt; Linux numbers do.
    private static readonly (PosixSignal Registered, int Number)[] s_signals =
    [
        (PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, Interrupt), (PosixSignal.SIGQUIT, 3), ((PosixSignal)10, 10), ((PosixSignal)12, 12),
        (PosixSignal.SIGTERM, Terminate), ((PosixSignal)28, 28),
    ];

    private readonly Lock _lock = new();
    private readonly Queue<int> _early = new();
    private readonly PosixSignalRegistration[] _registrations;
    private Action<int>? _receiver;

    public ForwardedSignals() => _registrations = [.. s_signals.Select(signal => PosixSignalRegistration.Create(signal.Registered, context => Take(context, signal.Number)))];

    /// <summary>SIGINT.</summary>
    public const int Interrupt = 2;

    /// <summary>SIGTERM.</summary>
    public const int Terminate = 15;

    /// <summary>Who gets the signals from now on.</summary>
    public void ForwardTo(Action<int> receiver)
    {
        lock (_lock)
        {
            _receiver = receiver;
            while (_early.TryDequeue(out var signal))
                receiver(signal);
        }
    }

    public void Dispose() => Array.ForEach(_registrations, static registration => registration.Dispose());

    private void Take(PosixSignalContext context, int number)
    {
        context.Cancel = true;
        lock (_lock)
        {
            if (_receiver is null)
                _early.Enqueue(number);
            else
                _receiver(number);
        }
    }
}
