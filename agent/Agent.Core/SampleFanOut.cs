using Sonde.Agent.Core.RemoteWrite;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core;

/// <summary>Hands each batch to every destination's queue. A destination that is away fills its own queue and holds up nobody.</summary>
internal sealed class SampleFanOut
{
    private Sender[] _senders = [];

    public IReadOnlyList<Sender> Senders => Volatile.Read(ref _senders);

    /// <summary>The destinations from the next batch on.</summary>
    public void Route(IEnumerable<Sender> senders) => Volatile.Write(ref _senders, [.. senders]);

    public void Write(SampleBatch batch)
    {
        foreach (var sender in Volatile.Read(ref _senders))
            sender.Enqueue(batch);
    }
}
