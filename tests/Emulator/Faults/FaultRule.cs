using Sonde.Emulator.Http;

namespace Sonde.Emulator.Faults;

/// <summary>When to make a request fail, and how.</summary>
public sealed record FaultRule
{
    /// <summary>Given by the emulator.</summary>
    public int Id { get; init; }

    /// <summary>fc, oss, arms, sts, prometheus or trigger; empty for all.</summary>
    public string Service { get; init; } = "";

    /// <summary>Name of the operation, such as CreateFunction; empty for all.</summary>
    public string Operation { get; init; } = "";

    /// <summary>Text that the raw target (path and query) or the body must contain; empty for all.</summary>
    public string Match { get; init; } = "";

    /// <summary>RAM action such as <c>fc:CreateFunction</c>, <c>oss:PutObject</c> or <c>arms:*</c>; empty for all. Several operations may need one action.</summary>
    public string Action { get; init; } = "";

    /// <summary>Before, instead or after the work.</summary>
    public FaultMode Mode { get; init; }

    /// <summary>HTTP status; 0 leaves the answer as it is (for a mere delay) or loses it.</summary>
    public int Status { get; init; }

    /// <summary>Error code; a fitting one is taken when empty.</summary>
    public string Code { get; init; } = "";

    /// <summary>Error message.</summary>
    public string Message { get; init; } = "";

    /// <summary>Seconds to ask the caller to wait: as milliseconds in <c>x-acs-retry-after</c>, as seconds in <c>Retry-After</c> of OSS, of a store and of a trigger URL; null asks for nothing.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Milliseconds to wait before anything else.</summary>
    public int DelayMs { get; init; }

    /// <summary>Age in seconds of what <see cref="FaultMode.StaleList"/> answers; at most an hour.</summary>
    public int StaleSeconds { get; init; }

    /// <summary>Bytes that <see cref="FaultMode.WrongLength"/> promises too many, or, when negative, holds back.</summary>
    public int LengthOff { get; init; } = 1;

    /// <summary>How many requests it hits; null for all.</summary>
    public int? Count { get; init; }

    /// <summary>Share of the matching requests that it hits, 0 to 1; drawn by <see cref="Seed"/>, so the same every time.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Seed of the draws.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many requests it has hit.</summary>
    public int Hits { get; init; }

    internal bool Fits(string service, string operation, WireRequest request) =>
        (Service.Length == 0 || Service == service)
        && (Operation.Length == 0 || Operation == operation)
        && (Action.Length == 0 || RamActions.Needed(service, operation, request).Any(action => RamActions.Fits(Action, action)))
        && (Match.Length == 0 || request.Target.Contains(Match, StringComparison.Ordinal) || request.BodyText.Contains(Match, StringComparison.Ordinal));
}
