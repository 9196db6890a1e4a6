using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Telemetry;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>Sends type and help of the families once a minute, in requests of their own: if they are refused, no sample is lost.</summary>
/// <remarks>In 1.0 only; a request of 2.0 has it with its series. Not before the first samples are delivered, and never repeated: the next minute brings them again.</remarks>
internal sealed class MetadataSender(MetadataSource source, TimeProvider clock)
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(1);

    private long? _dueFrom;
    private TimeSpan _dueIn;

    /// <summary>How long until metadata is due; infinite before the first delivery.</summary>
    public TimeSpan UntilDue
    {
        get
        {
            if (_dueFrom is not { } from)
                return Timeout.InfiniteTimeSpan;

            var rest = _dueIn - clock.GetElapsedTime(from);
            return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
        }
    }

    public bool IsDue => UntilDue == TimeSpan.Zero;

    /// <summary>Samples were delivered: the first metadata may follow, if any is wanted.</summary>
    public void Allow(bool isWanted) => _dueFrom = isWanted ? _dueFrom ?? clock.GetTimestamp() : null;

    public async Task SendAsync(SenderRoute route, EncodedRequest request, DestinationCounters counters, CancellationToken cancellation)
    {
        (_dueFrom, _dueIn) = (clock.GetTimestamp(), s_every);
        request.Clear();
        foreach (var family in source.Families())
        {
            WriteRequestEncoder.AddMetadata(request, family.Name, family.Type, family.Help);
            if (request.Message.Length > route.MaxBytes / 2)
                await SendPartAsync(route, request, counters, cancellation);
        }

        if (!request.Message.IsEmpty)
            await SendPartAsync(route, request, counters, cancellation);
    }

    private static async Task SendPartAsync(SenderRoute route, EncodedRequest request, DestinationCounters counters, CancellationToken cancellation)
    {
        request.Compress();
        counters.AddRequest(request.Compressed.Length);
        await route.Client.SendAsync(request.Compressed, RemoteWriteProtocol.V1, attempt: 1, cancellation);
        request.Clear();
    }
}
