namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>What becomes of a request after one POST.</summary>
internal enum Verdict
{
    /// <summary>The receiver has it.</summary>
    Delivered,

    /// <summary>Send the same bytes again later.</summary>
    Retry,

    /// <summary>Send it again in two halves.</summary>
    Split,

    /// <summary>Give it up: the same bytes would be refused for ever.</summary>
    Drop,

    /// <summary>Give it up and slow down: every request would be refused until the credentials are mended.</summary>
    Unauthorized,
}
