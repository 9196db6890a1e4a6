namespace Sonde.Operator.Api;

/// <summary>What serves a metrics page: an inference engine, or another exporter of the instance.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Engine>))]
public enum Engine
{
    /// <summary>Whatever else has a page in the Prometheus format.</summary>
    Custom,

    /// <summary>vLLM.</summary>
    VLLM,

    /// <summary>SGLang; needs <c>--enable-metrics</c>.</summary>
    SGLang,

    /// <summary>Text Generation Inference.</summary>
    TGI,

    /// <summary>Triton Inference Server.</summary>
    Triton,

    /// <summary>TensorRT-LLM's <c>trtllm-serve</c>.</summary>
    TensorRTLLM,

    /// <summary>LMDeploy.</summary>
    LMDeploy,

    /// <summary>llama.cpp's <c>llama-server</c>; needs <c>--metrics</c>.</summary>
    LlamaCpp,

    /// <summary>Xinference.</summary>
    Xinference,

    /// <summary>NVIDIA NIM.</summary>
    NIM,

    /// <summary>Ollama, which has no metrics page.</summary>
    Ollama,

    /// <summary>NVIDIA's GPU exporter; no inference engine.</summary>
    DCGM,

    /// <summary>Figures of the processes in the instance; no inference engine.</summary>
    Process,
}
