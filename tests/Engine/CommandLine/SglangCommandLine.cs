namespace Sonde.Engine.CommandLine;

/// <summary><c>python3 -m sglang.launch_server</c>, the flags in common use in 2026.</summary>
internal static class SglangCommandLine
{
    public const string Usage = "usage: launch_server.py [-h] --model-path MODEL_PATH [options]";

    private const string Specification = """
        --model-path|--model --tokenizer-path --tokenizer-mode --tokenizer-worker-num:int --skip-tokenizer-init:flag --load-format
        --model-loader-extra-config --trust-remote-code:flag --context-length:int --is-embedding:flag --enable-multimodal:flag --revision --model-impl
        --host --port:int --skip-server-warmup:flag --warmups --nccl-port:int --dtype --quantization --quantization-param-path --kv-cache-dtype
        --mem-fraction-static:float --max-running-requests:int --max-queued-requests:int --max-total-tokens:int --chunked-prefill-size:int
        --max-prefill-tokens:int --schedule-policy --enable-priority-scheduling:flag --schedule-conservativeness:float --page-size:int
        --swa-full-tokens-ratio:float --disable-hybrid-swa-memory:flag --device --tensor-parallel-size|--tp-size|--tp:int
        --pipeline-parallel-size|--pp-size:int --max-micro-batch-size:int --stream-interval:int --stream-output:flag --random-seed:int
        --constrained-json-whitespace-pattern --watchdog-timeout:float --dist-timeout:int --download-dir --base-gpu-id:int --gpu-id-step:int
        --sleep-on-idle:flag --log-level --log-level-http --log-requests:flag --log-requests-level:int --crash-dump-folder --show-time-cost:flag
        --enable-metrics:flag --enable-metrics-for-all-schedulers:flag --tokenizer-metrics-custom-labels-header --tokenizer-metrics-allowed-custom-labels:list
        --bucket-time-to-first-token:list --bucket-inter-token-latency:list --bucket-e2e-request-latency:list --collect-tokens-histogram:flag
        --prompt-tokens-buckets:list --generation-tokens-buckets:list --decode-log-interval:int --enable-request-time-stats-logging:flag
        --kv-events-config --enable-trace:flag --otlp-traces-endpoint --api-key --served-model-name --chat-template --completion-template
        --file-storage-path --enable-cache-report:flag --reasoning-parser --tool-call-parser --tool-server --sampling-defaults
        --data-parallel-size|--dp-size|--dp:int --load-balance-method --dist-init-addr|--nccl-init-addr --nnodes:int --node-rank:int
        --json-model-override-args --preferred-sampling-params --enable-lora:flag --max-lora-rank:int --lora-target-modules:list --lora-paths:list
        --max-loaded-loras:int --max-loras-per-batch:int --lora-backend --attention-backend --prefill-attention-backend --decode-attention-backend
        --sampling-backend --grammar-backend --mm-attention-backend --speculative-algorithm --speculative-draft-model-path --speculative-num-steps:int
        --speculative-eagle-topk:int --speculative-num-draft-tokens:int --speculative-token-map --expert-parallel-size|--ep-size|--ep:int
        --moe-a2a-backend --moe-runner-backend --enable-eplb:flag --enable-hierarchical-cache:flag --hicache-ratio:float --hicache-size:int
        --hicache-write-policy --hicache-io-backend --hicache-mem-layout --hicache-storage-backend --cpu-offload-gb:int --disable-radix-cache:flag
        --cuda-graph-max-bs:int --cuda-graph-bs:list --disable-cuda-graph:flag --disable-cuda-graph-padding:flag --enable-nccl-nvls:flag
        --disable-custom-all-reduce:flag --enable-mscclpp:flag --disable-overlap-schedule:flag --enable-mixed-chunk:flag --enable-dp-attention:flag
        --enable-torch-compile:flag --torch-compile-max-bs:int --torchao-config --enable-p2p-check:flag --triton-attention-num-kv-splits:int
        --num-continuous-decode-steps:int --delete-ckpt-after-loading:flag --enable-memory-saver:flag --allow-auto-truncate:flag
        --enable-custom-logit-processor:flag --disaggregation-mode --disaggregation-transfer-backend --disaggregation-bootstrap-port:int
        --disaggregation-ib-device --num-reserved-decode-tokens:int --config
        """;

    /// <summary>Reads the words after <c>python3 -m sglang.launch_server</c>.</summary>
    /// <exception cref="UsageException">The command line is wrong.</exception>
    public static EngineOptions Read(IReadOnlyList<string> words)
    {
        var said = new ArgumentParser(Specification).Parse(words);
        if (said.Positionals.Count > 0)
            throw new UsageException($"unrecognized arguments: {string.Join(' ', said.Positionals)}");
        if (said.Text("--model-path") is not { } model)
            throw new UsageException("the following arguments are required: --model-path/--model");

        return new EngineOptions(
            EngineKind.Sglang,
            model,
            [said.Text("--served-model-name") ?? model],
            said.Text("--host") ?? "127.0.0.1",
            said.Integer("--port") ?? 30000,
            said.Integer("--context-length"),
            said.Integer("--max-running-requests") ?? 2048,
            MetricsPage: said.Has("--enable-metrics"),
            EngineMetrics: true,
            said.Text("--api-key") is { } key ? [key] : []);
    }
}
