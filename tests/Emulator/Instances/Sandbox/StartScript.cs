using System.Text;

namespace Sonde.Emulator.Instances.Sandbox;

/// <summary>The scripts that run inside: relays first, then the declared command in the place of the shell.</summary>
internal static class StartScript
{
    /// <summary>Directory of the instance's sockets and scripts, inside.</summary>
    public const string RunDirectory = "/run/sonde";

    /// <summary>Directory of the sockets that lead out, inside.</summary>
    public const string OutDirectory = "/run/sonde-out";

    /// <summary>Socket for requests to the instance.</summary>
    public const string InSocket = "in.sock";

    /// <summary>Socket that runs the initializer once and answers its exit code.</summary>
    public const string InitializerSocket = "init.sock";

    /// <summary>Address that only a server on 0.0.0.0 hears; 127.0.0.1 would also be heard by one that the platform does not reach.</summary>
    private const string OuterAddress = "127.0.0.2";

    /// <summary>Starts the relays, by the <paramref name="socat"/> of that path inside, and becomes the command.</summary>
    /// <remarks>Each relay is started from a subshell that ends, so that the command has no children it does not know.</remarks>
    public static string Start(SandboxPlan plan, string socat)
    {
        var script = new StringBuilder();
        Relay(script, socat, $"UNIX-LISTEN:{RunDirectory}/{InSocket},fork,backlog=128", $"TCP4:{OuterAddress}:{plan.Port}");
        foreach (var endpoint in plan.Egress)
            Relay(script, socat, $"TCP4-LISTEN:{endpoint.Port},bind={endpoint.Inside},fork,reuseaddr,backlog=128", $"UNIX-CONNECT:{OutDirectory}/{endpoint.SocketName}");
        if (plan.Initializer.Count > 0)
            Relay(script, socat, $"UNIX-LISTEN:{RunDirectory}/{InitializerSocket}", $"EXEC:/bin/sh {RunDirectory}/init.sh");
        return script.Append("exec ").AppendJoin(' ', plan.Command.Select(Quote)).Append('\n').ToString();
    }

    /// <summary>Runs the initializer with its output thrown away, as the platform does, and prints its exit code.</summary>
    public static string Initializer(SandboxPlan plan) =>
        new StringBuilder().AppendJoin(' ', plan.Initializer.Select(Quote)).Append(" </dev/null >/dev/null 2>&1\necho $?\n").ToString();

    /// <summary>The program that plays an engine: the stand-in, told by which name it was called.</summary>
    public static string Wrapper(string program) => $"#!/bin/sh\nexec /opt/sonde/dotnet/dotnet /opt/sonde/engine/{InstanceTools.EngineAssembly} {program} \"$@\"\n";

    private static void Relay(StringBuilder script, string socat, string from, string to) =>
        script.Append("( ").Append(Quote(socat)).Append(' ').Append(Quote(from)).Append(' ').Append(Quote(to)).Append(" </dev/null >/dev/null 2>&1 & )\n");

    private static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
