namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>A hook: either a call of the server (<see cref="Handler"/>) or a command in the container (<see cref="Command"/>).</summary>
public sealed record LifecycleHook : WireObject
{
    /// <summary>The form that clears.</summary>
    public static LifecycleHook Empty { get; } = new() { Handler = "", Command = [], Timeout = 3 };

    /// <summary>Not empty: <c>POST /initialize</c> or <c>GET /pre-stop</c> on the container's port.</summary>
    public string? Handler { get; init; }

    /// <summary>Command and arguments; initializer of GPU functions only.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Seconds; default 3.</summary>
    public int? Timeout { get; init; }
}
