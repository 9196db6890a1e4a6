namespace Sonde.Testing.RemoteWrite;

/// <summary>How the sink answers one write.</summary>
public sealed record RemoteWriteAnswer
{
    /// <summary>The answer of a healthy receiver: 204, at once.</summary>
    public static RemoteWriteAnswer Accepted { get; } = new();

    /// <summary>The HTTP status.</summary>
    public int Status { get; init; } = 204;

    /// <summary>The Retry-After header, in either of its forms (seconds, HTTP date); absent when null.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The body, as receivers explain a refusal.</summary>
    public string Body { get; init; } = "";

    /// <summary>True: a receiver of 2.0, which tells what it has written; false: one of 1.0, which does not.</summary>
    public bool TellsWritten { get; init; }

    /// <summary>How long the answer is held back; until the client leaves when infinite.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Drop the connection instead of answering.</summary>
    public bool Abort { get; init; }
}
