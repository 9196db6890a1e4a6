using Sonde.Emulator.Arms;
using Sonde.Emulator.FunctionCompute;
using Sonde.Emulator.Identity;
using Sonde.Emulator.Limits;
using Sonde.Emulator.Oss;

namespace Sonde.Emulator;

/// <summary>The state of one emulator: what each service stores, and what they share.</summary>
public sealed class EmulatorWorld
{
    internal const string DefaultResourceGroup = "rg-acfmxemulator0default";

    internal EmulatorWorld(EmulatorOptions options, ILoggerFactory logs)
    {
        Options = options;
        Logs = logs;
        MovedClock = new EmulatorClock(options.Clock);
        Accounts = new AccountStore(options.Region, Clock);
        Buckets = new BucketStore(Clock);
        Functions = new FunctionStore(Clock);
        Arms = new ArmsStore(Clock);
        Limits = new RateLimiter(Clock);
        Limits.Set(options.RateLimits);
        ListLag = options.ListLag;
        (Habits.PendingFor, Habits.UpdateFor) = (options.PendingFor, options.UpdateFor);
    }

    /// <summary>How this emulator was asked to run.</summary>
    public EmulatorOptions Options { get; }

    /// <summary>Clock of everything that the cloud does.</summary>
    public TimeProvider Clock => MovedClock;

    internal EmulatorClock MovedClock { get; }

    /// <summary>Where to log; secrets never go there.</summary>
    public ILoggerFactory Logs { get; }

    /// <summary>Base URL without a trailing slash, <c>http://127.0.0.1:PORT</c>; empty until the port is bound.</summary>
    public string BaseUrl { get; internal set; } = "";

    /// <summary>Accounts, keys, roles, temporary credentials.</summary>
    public AccountStore Accounts { get; }

    /// <summary>OSS.</summary>
    public BucketStore Buckets { get; }

    /// <summary>Digests of container images.</summary>
    public ImageRegistry Images { get; } = new();

    /// <summary>Habits that can be switched.</summary>
    public Habits Habits { get; } = new();

    /// <summary>How long a new object is missing from lists.</summary>
    public TimeSpan ListLag { get; set; }

    /// <summary>Whether lists whose order is not promised (vSwitches, mount points) come back in another order than they were sent in.</summary>
    public bool ShuffleLists { get; set; }

    /// <summary>Entries of a page of Function Compute, and of buckets or objects, at most, whatever was asked for: clients must follow the token, not the count.</summary>
    public int LargestPage { get; set; } = 1000;

    /// <summary>What the seed put there, as <c>bucket NAME</c> and <c>object BUCKET/KEY</c>.</summary>
    internal ConcurrentSet Seeded { get; } = new();

    /// <summary>How often accounts may call.</summary>
    internal RateLimiter Limits { get; }

    internal ArmsStore Arms { get; }

    /// <summary>Function Compute.</summary>
    public FunctionStore Functions { get; }
}
