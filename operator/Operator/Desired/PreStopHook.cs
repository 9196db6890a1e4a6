using Sonde.Agent.Core.Config;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Desired;

/// <summary>What happens before an instance goes: the platform asks <c>GET /pre-stop</c> of the function's port where a handler is named.</summary>
internal static class PreStopHook
{
    /// <summary>Any text that is not empty is a handler to the platform; by this one ours is known again.</summary>
    private const string Handler = "sonde-pre-stop";

    private const int DefaultSeconds = 3;

    // A store that is away must not hold an instance that is paid for.
    private static readonly TimeSpan s_longestPush = TimeSpan.FromSeconds(10);

    /// <summary>The hook; null is not managed.</summary>
    public static DesiredHook? Of(LlmFunction function) => (ProxyPorts.Of(function), function.Spec.Hooks?.PreStopTimeoutSeconds) switch
    {
        ({ }, var seconds) => new("observability.preStop", new() { Handler = Handler, Command = [], Timeout = seconds ?? DefaultSeconds }),
        (null, { } seconds) => new("hooks.preStop", new() { Handler = "pre-stop", Command = [], Timeout = seconds }),
        _ => null,
    };

    /// <summary>What the agent does with it: it is done before the platform gives up, and the user's own hook still reaches his engine.</summary>
    public static PreStopOptions Options(LlmFunction function)
    {
        var own = function.Spec.Hooks?.PreStopTimeoutSeconds;
        var bound = TimeSpan.FromMilliseconds((own ?? DefaultSeconds) * 2000 / 3);
        return new() { Timeout = bound < s_longestPush ? bound : s_longestPush, Forward = own is not null };
    }

    /// <summary>Whether a hook is one that this operator set for an agent's sake.</summary>
    public static bool IsOurs(LifecycleHook? hook) => hook?.Handler == Handler;
}
