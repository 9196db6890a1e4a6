namespace Sonde.Engine;

/// <summary>The engines that the stand-in can play.</summary>
internal enum EngineKind
{
    /// <summary>vLLM 0.10.1, V1 engine.</summary>
    Vllm,

    /// <summary>SGLang of 2026-07.</summary>
    Sglang,
}
