namespace Sonde.Engine.CommandLine;

/// <summary><c>vllm serve</c>, flags of 0.10.1.</summary>
internal static class VllmCommandLine
{
    public const string Usage = "usage: vllm serve [model_tag] [options]";

    // The whole list, so that a flag that vLLM knows passes and one that it does not know fails as it would there.
    private const string Specification = """
        --headless:flag --api-server-count|-asc:int --config --host --port:int --uvicorn-log-level --disable-uvicorn-access-log:switch
        --allow-credentials:switch --allowed-origins --allowed-methods --allowed-headers --api-key:list --lora-modules:list --chat-template
        --chat-template-content-format --response-role --ssl-keyfile --ssl-certfile --ssl-ca-certs --enable-ssl-refresh:switch --ssl-cert-reqs:int
        --root-path --middleware --return-tokens-as-token-ids:switch --disable-frontend-multiprocessing:switch --enable-request-id-headers:switch
        --enable-auto-tool-choice:switch --exclude-tools-when-tool-choice-none:switch --tool-call-parser --tool-parser-plugin --log-config-file
        --max-log-len:int --disable-fastapi-docs:switch --enable-prompt-tokens-details:switch --enable-server-load-tracking:switch
        --enable-force-include-usage:switch --enable-tokenizer-info-endpoint:switch
        --model --task --runner --convert --tokenizer --tokenizer-mode --trust-remote-code:switch --dtype --seed:int --hf-config-path
        --allowed-local-media-path --revision --code-revision --rope-scaling --rope-theta:float --tokenizer-revision --max-model-len:int
        --quantization|-q --enforce-eager:switch --max-seq-len-to-capture:int --max-logprobs:int --logprobs-mode --disable-sliding-window:switch
        --disable-cascade-attn:switch --skip-tokenizer-init:switch --enable-prompt-embeds:switch --served-model-name:list --disable-async-output-proc:flag
        --config-format --hf-token --hf-overrides --override-pooler-config --logits-processor-pattern --generation-config
        --override-generation-config --enable-sleep-mode:switch --model-impl --override-attention-dtype --logits-processors:list
        --load-format --download-dir --model-loader-extra-config --ignore-patterns:list --use-tqdm-on-load:switch --pt-load-map-location
        --guided-decoding-backend --guided-decoding-disable-fallback:switch --guided-decoding-disable-any-whitespace:switch --reasoning-parser
        --distributed-executor-backend --pipeline-parallel-size|-pp:int --tensor-parallel-size|-tp:int --data-parallel-size|-dp:int
        --data-parallel-rank|-dpn:int --data-parallel-start-rank|-dpr:int --data-parallel-size-local|-dpl:int --data-parallel-address|-dpa
        --data-parallel-rpc-port|-dpp:int --data-parallel-backend|-dpb --data-parallel-hybrid-lb:switch --enable-expert-parallel:switch
        --enable-eplb:switch --num-redundant-experts:int --eplb-window-size:int --eplb-step-interval:int --max-parallel-loading-workers:int
        --ray-workers-use-nsight:switch --disable-custom-all-reduce:switch --worker-cls --worker-extension-cls --enable-multimodal-encoder-data-parallel:flag
        --block-size:int --gpu-memory-utilization:float --swap-space:float --kv-cache-dtype --num-gpu-blocks-override:int --enable-prefix-caching:switch
        --prefix-caching-hash-algo --cpu-offload-gb:float --calculate-kv-scales:switch --kv-sharing-fast-prefill:switch --mamba-cache-dtype
        --limit-mm-per-prompt --media-io-kwargs --mm-processor-kwargs --mm-processor-cache-gb:float --disable-mm-preprocessor-cache:switch
        --interleave-mm-strings:switch --enable-lora:switch --enable-lora-bias:switch --max-loras:int --max-lora-rank:int --lora-extra-vocab-size:int
        --lora-dtype --max-cpu-loras:int --fully-sharded-loras:switch --default-mm-loras
        --show-hidden-metrics-for-version --otlp-traces-endpoint --collect-detailed-traces:list
        --max-num-batched-tokens:int --max-num-seqs:int --max-num-partial-prefills:int --max-long-partial-prefills:int --cuda-graph-sizes:list
        --long-prefill-token-threshold:int --num-lookahead-slots:int --scheduler-delay-factor:float --preemption-mode --num-scheduler-steps:int
        --multi-step-stream-outputs:switch --scheduling-policy --enable-chunked-prefill:switch --disable-chunked-mm-input:switch --scheduler-cls
        --disable-hybrid-kv-cache-manager:switch --async-scheduling:switch
        --kv-transfer-config --kv-events-config --compilation-config|-O --additional-config --speculative-config --use-v2-block-manager:flag
        --disable-log-stats:flag --enable-prompt-adapter:flag --disable-log-requests:switch --enable-log-requests:switch
        """;

    /// <summary>Reads the words after <c>vllm</c>.</summary>
    /// <exception cref="UsageException">The command line is wrong.</exception>
    public static EngineOptions Read(IReadOnlyList<string> words)
    {
        if (words is not ["serve", ..])
            throw new UsageException($"argument subparser: invalid choice: '{(words.Count > 0 ? words[0] : "")}' (the stand-in serves only 'serve')");

        var said = new ArgumentParser(Specification).Parse([.. words.Skip(1)]);
        if (said.Positionals.Count > 1)
            throw new UsageException($"unrecognized arguments: {string.Join(' ', said.Positionals.Skip(1))}");

        var model = (said.Positionals.Count > 0 ? said.Positionals[0] : null) ?? said.Text("--model") ?? "Qwen/Qwen3-0.6B";
        return new EngineOptions(
            EngineKind.Vllm,
            model,
            said.List("--served-model-name") is { Count: > 0 } names ? names : [model],
            said.Text("--host") ?? "0.0.0.0",
            said.Integer("--port") ?? 8000,
            said.Integer("--max-model-len"),
            said.Integer("--max-num-seqs") ?? 256,
            MetricsPage: true,
            EngineMetrics: !said.Has("--disable-log-stats"),
            said.List("--api-key"));
    }
}
