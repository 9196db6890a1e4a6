namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>What came of one POST.</summary>
/// <param name="Status">Status of the answer; null where none came.</param>
/// <param name="RetryAfter">How long the receiver asks to wait; null where it does not say, or says nonsense.</param>
/// <param name="Text">The start of the body, or the fault of the connection; for the log.</param>
internal sealed record WriteAnswer(int? Status, TimeSpan? RetryAfter, string Text);
