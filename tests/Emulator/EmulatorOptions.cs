using System.Net;
using Sonde.Emulator.Instances;
using Sonde.Emulator.Limits;

namespace Sonde.Emulator;

/// <summary>How one emulator is to run.</summary>
public sealed record EmulatorOptions
{
    /// <summary>Loopback address and port; port 0 takes a free one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>Base URL of the Prometheus behind every instance (its remote-write receiver must be on); null answers 503 on writes and queries.</summary>
    public Uri? Prometheus { get; init; }

    /// <summary>Whether function instances are run as processes.</summary>
    public bool Instances { get; init; }

    /// <summary>How function instances are run, when they are.</summary>
    public InstanceOptions InstanceSettings { get; init; } = new();

    /// <summary>Runs the instances instead of the built-in host; tests put their own double here.</summary>
    public Func<EmulatorWorld, IInstanceHost>? InstanceHost { get; init; }

    /// <summary>JSON file with accounts, roles, buckets, objects (see docs of the seed); null leaves only the default account.</summary>
    public string? SeedFile { get; init; }

    /// <summary>JSON file with a list of fault rules.</summary>
    public string? FaultsFile { get; init; }

    /// <summary>File that gets one JSON line per request, secrets redacted; null keeps the journal in memory only.</summary>
    public string? JournalFile { get; init; }

    /// <summary>Region that the emulator is in.</summary>
    public string Region { get; init; } = "cn-hangzhou";

    /// <summary>Clock of signatures, states and times.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long a new function is Pending.</summary>
    public TimeSpan PendingFor { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long an update is InProgress.</summary>
    public TimeSpan UpdateFor { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Calls that each account may make, by service (fc, oss, arms, sts, prometheus); services that are not named are free.</summary>
    public IReadOnlyDictionary<string, RateLimit> RateLimits { get; init; } = new Dictionary<string, RateLimit>();

    /// <summary>How long a created or changed object is missing from lists; reads by name see it at once.</summary>
    public TimeSpan ListLag { get; init; } = TimeSpan.Zero;
}
