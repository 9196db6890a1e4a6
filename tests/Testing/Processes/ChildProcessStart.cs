namespace Sonde.Testing.Processes;

/// <summary>What to start: a program, its arguments and its surroundings.</summary>
/// <param name="File">The program: a path, or a name looked up on PATH.</param>
/// <param name="Arguments">Passed one by one; no shell takes part.</param>
public sealed record ChildProcessStart(string File, params IReadOnlyList<string> Arguments)
{
    /// <summary>Variables added to the inherited environment; null as a value removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Start from an empty environment instead of the inherited one.</summary>
    public bool CleanEnvironment { get; init; }

    /// <summary>The working folder; the current one when null.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>The command as a person would type it, for messages.</summary>
    public override string ToString() => string.Join(' ', [File, .. Arguments]);
}
