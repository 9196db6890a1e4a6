namespace Sonde.Engine;

/// <summary>What the stand-in serves, read from the engine's own flags.</summary>
/// <param name="Kind">Which engine it stands in for.</param>
/// <param name="Model">Model directory, as given.</param>
/// <param name="ServedNames">Names that requests may use; the first labels the metrics.</param>
/// <param name="Host">Address to listen on.</param>
/// <param name="Port">Port to listen on.</param>
/// <param name="ContextLength">Longest prompt plus reply, in tokens; null takes the model's own.</param>
/// <param name="MostRunning">Requests worked on at once; others wait.</param>
/// <param name="MetricsPage">False when <c>/metrics</c> is not there at all (404).</param>
/// <param name="EngineMetrics">False when the page lacks the engine's own families.</param>
/// <param name="ApiKeys">When there are any, <c>/v1</c> asks for one as bearer token.</param>
internal sealed record EngineOptions(
    EngineKind Kind,
    string Model,
    IReadOnlyList<string> ServedNames,
    string Host,
    int Port,
    int? ContextLength,
    int MostRunning,
    bool MetricsPage,
    bool EngineMetrics,
    IReadOnlyList<string> ApiKeys);
