namespace Sonde.Agent.Core.Net;

/// <summary>What an answer of a name server is worth.</summary>
internal enum DnsOutcome
{
    /// <summary>The server knows; no address means that there is none.</summary>
    Answered,

    /// <summary>Too long for a datagram: ask again by TCP.</summary>
    Truncated,

    /// <summary>The server could not say; another may.</summary>
    Failed,
}
