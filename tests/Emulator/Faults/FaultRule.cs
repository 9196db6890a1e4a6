using System.Text.Json.Serialization;
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

    /// <summary>Before, instead or after the work.</summary>
    public FaultMode Mode { get; init; }

    /// <summary>HTTP status; 0 leaves the answer as it is (for a mere delay) or loses it.</summary>
    public int Status { get; init; }

    /// <summary>Error code; a fitting one is taken when empty.</summary>
    public string Code { get; init; } = "";

    /// <summary>Error message.</summary>
    public string Message { get; init; } = "";

    /// <summary>Seconds for <c>x-acs-retry-after</c> and <c>Retry-After</c>; null sends neither.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Milliseconds to wait before anything else.</summary>
    public int DelayMs { get; init; }

    /// <summary>How many requests it hits; null for all.</summary>
    public int? Count { get; init; }

    /// <summary>Share of the matching requests that it hits, 0 to 1; drawn by <see cref="Seed"/>, so the same every time.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Seed of the draws.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many requests it has hit.</summary>
    public int Hits { get; init; }

    [JsonIgnore]
    internal string CodeOrDefault => Code.Length > 0 ? Code : Status switch
    {
        403 => "AccessDenied",
        429 => "Throttling.User",
        503 => "ServiceUnavailable",
        >= 500 => "InternalServerError",
        _ => "InvalidArgument",
    };

    internal bool Fits(string service, string operation, WireRequest request) =>
        (Service.Length == 0 || Service == service)
        && (Operation.Length == 0 || Operation == operation)
        && (Match.Length == 0 || request.Target.Contains(Match, StringComparison.Ordinal) || request.BodyText.Contains(Match, StringComparison.Ordinal));

    internal Refusal ToRefusal() => new(Status, CodeOrDefault, Message.Length > 0 ? Message : "Injected by a fault rule.") { RetryAfter = RetryAfter };
}
