namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Where traces go.</summary>
public sealed record TracingConfig : WireObject
{
    /// <summary>The form that clears.</summary>
    public static TracingConfig Empty { get; } = new();

    /// <summary><c>Jaeger</c>.</summary>
    public string? Type { get; init; }

    /// <summary>E.g. <c>endpoint</c>.</summary>
    public IReadOnlyDictionary<string, string>? Params { get; init; }
}
