namespace Sonde.Emulator.Instances.Sandbox;

/// <summary>What one sandbox is to hold and to run.</summary>
/// <param name="Name">Host name inside: the instance id.</param>
/// <param name="RunDirectory">Host directory for the start script and the sockets of this instance.</param>
/// <param name="OutDirectory">Host directory with the sockets that lead out.</param>
/// <param name="WrapperDirectory">Host directory with the programs <c>vllm</c> and <c>python3</c>.</param>
/// <param name="Mounts">Host directory and its place inside.</param>
/// <param name="Environment">The whole environment.</param>
/// <param name="Command">The process to run, with arguments.</param>
/// <param name="Initializer">Command to run later in the same sandbox; empty when there is none.</param>
/// <param name="Port">Port that the server is to listen on.</param>
/// <param name="Egress">Endpoints outside that are reachable.</param>
internal sealed record SandboxPlan(
    string Name,
    string RunDirectory,
    string OutDirectory,
    string WrapperDirectory,
    IReadOnlyList<(string Host, string Inside)> Mounts,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<string> Command,
    IReadOnlyList<string> Initializer,
    int Port,
    IReadOnlyList<EgressEndpoint> Egress);
