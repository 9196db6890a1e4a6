namespace Sonde.Engine.Serving;

/// <summary>One chat completion: what was asked, and what will be said.</summary>
/// <param name="Id">Id of the completion.</param>
/// <param name="Model">Name that the request used.</param>
/// <param name="Contents">The messages' texts.</param>
/// <param name="Pieces">The reply, one entry a token.</param>
/// <param name="MaxTokens">Limit that applies to the reply.</param>
/// <param name="FinishReason"><c>stop</c>, or <c>length</c> when the limit cuts the reply.</param>
/// <param name="Stream">Answer as server-sent events.</param>
/// <param name="IncludeUsage">End the stream with a chunk that carries the usage.</param>
internal sealed record Chat(
    string Id, string Model, IReadOnlyList<string> Contents, IReadOnlyList<string> Pieces, int MaxTokens, string FinishReason, bool Stream, bool IncludeUsage)
{
    /// <summary>Tokens of the prompt.</summary>
    public int PromptTokens { get; } = Tokeniser.CountPrompt(Contents);
}
