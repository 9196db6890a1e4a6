namespace Sonde.Operator.Desired;

/// <summary>The configuration of one function, ready to be published.</summary>
/// <param name="Function">Name of the LlmFunction.</param>
/// <param name="Key">Key in the bucket.</param>
/// <param name="Content">The file.</param>
/// <param name="Hash">What the agents that run it report.</param>
internal sealed record RenderedConfig(string Function, string Key, byte[] Content, string Hash);
