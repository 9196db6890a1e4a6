using Sonde.Operator.Api;

namespace Sonde.Operator.Engines;

/// <summary>The engines that are known by name. Ports, paths and flags are those of the engines' own documentation and source.</summary>
internal static class EngineProfiles
{
    private const string MetricsPath = "/metrics";

    private static readonly EngineProfile[] s_all =
    [
        // lora_requests_info has a list of adapters as a label and a unix time as its value; the client library's _created families double the page.
        new(Engine.VLLM, null, MetricsPath, null, ["vllm:lora_requests_info", "vllm:.*_created"]) { PortFlags = ["--port"] },
        new(Engine.SGLang, null, MetricsPath, "--enable-metrics", []) { PortFlags = ["--port"] },
        // 1,025 buckets. Its second listener wants 9000, which is what Function Compute gives its server.
        new(Engine.TGI, null, MetricsPath, null, ["tgi_batch_next_size_bucket"]) { PortFlags = ["--port", "-p"], Side = new("--prometheus-port", 9000) },
        new(Engine.Triton, 8002, MetricsPath, null, []) { PortFlags = ["--http-port"] },
        // Its /metrics is a JSON array, and reading it drains a queue.
        new(Engine.TensorRTLLM, null, "/prometheus/metrics", null, []) { PortFlags = ["--port"] },
        new(Engine.LMDeploy, null, MetricsPath, null, []) { PortFlags = ["--server-port"] },
        new(Engine.LlamaCpp, null, MetricsPath, "--metrics", []) { PortFlags = ["--port"] },
        new(Engine.Xinference, null, MetricsPath, null, []) { PortFlags = ["--port", "-p"] },
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
