using Microsoft.Extensions.Logging;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Timing;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>What a sender says, each kind once a minute at most.</summary>
internal sealed class SenderLog(string destination, TimeProvider clock, ILogger log)
{
    private readonly LogGate _refused = new(clock);
    private readonly LogGate _queueFull = new(clock);
    private readonly LogGate _older = new(clock);
    private readonly LogGate _tooOld = new(clock);
    private bool _hasDelivered;
    private bool _isFailing;

    public void Delivered()
    {
        if (!_hasDelivered)
            log.FirstDelivery(destination);
        else if (_isFailing)
            log.Recovered(destination);

        _hasDelivered = true;
        _isFailing = false;
        _refused.Reset();
    }

    public void WillRetry(WriteAnswer answer)
    {
        if (!_isFailing)
            log.WillRetry(destination, answer.Status, answer.Text);
        _isFailing = true;
    }

    public void OlderProtocol(WriteAnswer answer)
    {
        if (_older.TryPass())
            log.OlderProtocol(destination, answer.Status ?? 0);
    }

    public void Refused(int samples, WriteAnswer answer)
    {
        if (_refused.TryPass())
            log.SamplesRefused(destination, samples, answer.Status ?? 0, answer.Text);
    }

    public void Unauthorized(RemoteWriteDestination refused, WriteAnswer answer, TimeSpan pause)
    {
        _isFailing = true;
        if (_refused.TryPass())
            log.Unauthorized(destination, refused.Auth?.ToString() ?? "a request without credentials", answer.Status ?? 0, answer.Text, pause);
    }

    public void QueueFull(int samples)
    {
        if (_queueFull.TryPass())
            log.QueueFull(destination, samples);
    }

    public void TooOld(int samples, TimeSpan age)
    {
        if (_tooOld.TryPass())
            log.TooOld(destination, samples, age);
    }
}
