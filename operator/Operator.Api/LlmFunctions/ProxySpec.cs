namespace Sonde.Operator.Api;

/// <summary>Settings of start Proxy.</summary>
public sealed record ProxySpec
{
    /// <summary>
    /// Port on which your command makes the engine listen, another one than container.port; the command is then left as it is. When absent a free port is chosen and written into the engine's
    /// own port flag, which needs an engine that has one: VLLM, SGLang, TGI, Triton, TensorRTLLM, LMDeploy, LlamaCpp, Xinference.
    /// </summary>
    [Bounds(1, 65535)]
    public int? EnginePort { get; set; }

    /// <summary>Let callers of the function read the engine's metrics page; they get 404 for it otherwise. False when absent.</summary>
    public bool? ExposeMetrics { get; set; }
}
