namespace Sonde.Operator.Cloud.Http;

/// <summary>What a service says when it refuses.</summary>
/// <param name="Code">Its code; empty when it gave none.</param>
/// <param name="Message">Its words, not yet cleaned.</param>
/// <param name="RequestId">Its id of the call.</param>
internal sealed record Refusal(string Code, string Message, string? RequestId);
