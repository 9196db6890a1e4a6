using Sonde.Emulator.FunctionCompute;
using Sonde.Emulator.Identity;
using Sonde.Emulator.Oss;

namespace Sonde.Emulator;

/// <summary>The state of one emulator: what each service stores, and what they share.</summary>
public sealed class EmulatorWorld
{
    internal EmulatorWorld(EmulatorOptions options, ILoggerFactory logs)
    {
        Options = options;
        Logs = logs;
        Accounts = new AccountStore(options.Region, options.Clock);
        Buckets = new BucketStore(options.Clock);
        Functions = new FunctionStore();
    }

    /// <summary>How this emulator was asked to run.</summary>
    public EmulatorOptions Options { get; }

    /// <summary>Clock of everything that the cloud does.</summary>
    public TimeProvider Clock => Options.Clock;

    /// <summary>Where to log; secrets never go there.</summary>
    public ILoggerFactory Logs { get; }

    /// <summary>Base URL without a trailing slash, <c>http://127.0.0.1:PORT</c>; empty until the port is bound.</summary>
    public string BaseUrl { get; internal set; } = "";

    /// <summary>Accounts, keys, roles, temporary credentials.</summary>
    public AccountStore Accounts { get; }

    /// <summary>OSS.</summary>
    public BucketStore Buckets { get; }

    /// <summary>Function Compute.</summary>
    public FunctionStore Functions { get; }
}
