using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>Which message a destination gets: the wanted one, or 1.0 once the receiver has shown that it knows nothing newer.</summary>
/// <remarks>
/// A receiver of 1.0 answers 2.0 in one of three ways: 415; 400, since the message is empty or wrong to it; or 2xx, having written nothing, which shows
/// by the absence of the Written headers. 415 and silence decide. 400 may be about the data: the same samples are tried once in 1.0,
/// and only their acceptance decides.
/// </remarks>
internal sealed class ProtocolChoice(RemoteWriteProtocol wanted)
{
    private bool _isTrial;
    private bool _knowsV2;

    /// <summary>What the next request is written in.</summary>
    public RemoteWriteProtocol Current { get; private set; } = wanted;

    /// <summary>How many requests it takes until a refusal is believed.</summary>
    public int RequestsPerRefusal => MayTry ? 2 : 1;

    private bool MayTry => Current is RemoteWriteProtocol.V2 && !_knowsV2;

    /// <summary>Goes on from what another choice for the same receiver has learned.</summary>
    public void Adopt(ProtocolChoice previous) => (Current, _isTrial, _knowsV2) = (previous.Current, previous._isTrial, previous._knowsV2);

    /// <summary>Learns from an answer.</summary>
    /// <param name="sent">What the request was written in.</param>
    /// <param name="answer">What came of it.</param>
    /// <returns>True where the same samples are to be sent once more, in <see cref="Current"/>.</returns>
    public bool Changes(RemoteWriteProtocol sent, WriteAnswer answer)
    {
        if (sent is RemoteWriteProtocol.V1)
            EndTrial(answer);
        if (sent is RemoteWriteProtocol.V1 || Current is RemoteWriteProtocol.V1)
            return false;

        _knowsV2 |= answer.Written is not null;
        _isTrial = answer.Status is 400 && MayTry;
        var isFinal = answer.Status is 415 || (answer.IsSuccess && answer.Written is null);
        if (!_isTrial && !isFinal)
            return false;

        Current = RemoteWriteProtocol.V1;
        return true;
    }

    private void EndTrial(WriteAnswer answer)
    {
        if (!_isTrial || RemoteWriteVerdict.Of(answer.Status, retryTooManyRequests: true) is not (Verdict.Delivered or Verdict.Drop))
            return;

        _isTrial = false;
        Current = answer.IsSuccess ? RemoteWriteProtocol.V1 : RemoteWriteProtocol.V2;
    }
}
