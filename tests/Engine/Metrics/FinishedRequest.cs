namespace Sonde.Engine.Metrics;

/// <summary>What one request came to, for the engine's counters.</summary>
/// <param name="PromptTokens">Tokens of the prompt, chat template included.</param>
/// <param name="CachedTokens">Of these, found in the prefix cache.</param>
/// <param name="CompletionTokens">Tokens produced.</param>
/// <param name="MaxTokens">Limit that applied.</param>
/// <param name="FinishReason"><c>stop</c>, <c>length</c> or <c>abort</c>.</param>
/// <param name="Queued">Arrival to the first step.</param>
/// <param name="Prefill">First step to the first token; zero when none came.</param>
/// <param name="Decode">First token to the last.</param>
internal sealed record FinishedRequest(
    int PromptTokens, int CachedTokens, int CompletionTokens, int MaxTokens, string FinishReason, TimeSpan Queued, TimeSpan Prefill, TimeSpan Decode)
{
    /// <summary>Arrival to the last token.</summary>
    public TimeSpan EndToEnd => Queued + Prefill + Decode;
}
