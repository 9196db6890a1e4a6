namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>What came of one POST.</summary>
/// <param name="Status">Status of the answer; null where none came.</param>
/// <param name="RetryAfter">How long the receiver asks to wait; null where it does not say, or says nonsense.</param>
/// <param name="Text">The start of the body, or the fault of the connection; for the log.</param>
/// <param name="Written">What a receiver of 2.0 says it has written; null where it does not say, and always for 1.0.</param>
internal sealed record WriteAnswer(int? Status, TimeSpan? RetryAfter, string Text, WrittenCounts? Written = null)
{
    /// <summary>Any 2xx.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>How many of the samples that were sent the receiver has.</summary>
    public int SamplesWritten(int sent) => Written is { } written ? (int)Math.Min(written.Samples, sent) : IsSuccess ? sent : 0;
}
