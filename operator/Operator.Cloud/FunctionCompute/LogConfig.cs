namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Where logs go. Project and logstore must exist.</summary>
public sealed record LogConfig : WireObject
{
    /// <summary>The form that clears.</summary>
    public static LogConfig Empty { get; } = new() { Project = "", Logstore = "", EnableRequestMetrics = false, EnableInstanceMetrics = false, LogBeginRule = "None" };

    /// <summary>SLS project.</summary>
    public string? Project { get; init; }

    /// <summary>SLS logstore.</summary>
    public string? Logstore { get; init; }

    /// <summary>Default true.</summary>
    public bool? EnableRequestMetrics { get; init; }

    /// <summary>Default false; target tracking needs it.</summary>
    public bool? EnableInstanceMetrics { get; init; }

    /// <summary>The platform's own LLM metrics; default false.</summary>
    public bool? EnableLlmMetrics { get; init; }

    /// <summary><c>None</c> or <c>DefaultRegex</c>.</summary>
    public string? LogBeginRule { get; init; }
}
