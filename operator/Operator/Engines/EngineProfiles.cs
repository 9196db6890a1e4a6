using Sonde.Operator.Api;

namespace Sonde.Operator.Engines;

/// <summary>The engines that are known by name. Ports, paths and flags are those of the engines' own documentation and source.</summary>
internal static class EngineProfiles
{
    private const string MetricsPath = "/metrics";

    private static readonly EngineProfile[] s_all =
    [
        // lora_requests_info has a list of adapters as a label and a unix time as its value; the client library's _created families double the page.
        new(Engine.VLLM, null, MetricsPath, null, ["vllm:lora_requests_info", "vllm:.*_created"]),
        new(Engine.SGLang, null, MetricsPath, "--enable-metrics", []),
        // 1,025 buckets.
        new(Engine.TGI, null, MetricsPath, null, ["tgi_batch_next_size_bucket"]),
        new(Engine.Triton, 8002, MetricsPath, null, []),
        // Its /metrics is a JSON array, and reading it drains a queue.
        new(Engine.TensorRTLLM, null, "/prometheus/metrics", null, []),
        new(Engine.LMDeploy, null, MetricsPath, null, []),
        new(Engine.LlamaCpp, null, MetricsPath, "--metrics", []),
        new(Engine.Xinference, null, MetricsPath, null, []),
        new(Engine.NIM, null, "/v1/metrics", null, []),
        new(Engine.Ollama, null, null, null, []),
        new(Engine.DCGM, 9400, MetricsPath, null, []),
        new(Engine.Custom, null, null, null, []),
    ];

    /// <summary>The profile of <paramref name="engine"/>; null where it has no page of its own.</summary>
    public static EngineProfile? Find(Engine engine) => Array.Find(s_all, p => p.Engine == engine);

    /// <summary>Whether the engine is a function's own server, so that its targets apply to functions of that engine only.</summary>
    public static bool IsInferenceEngine(Engine engine) => engine is not (Engine.DCGM or Engine.Custom or Engine.Process);
}
