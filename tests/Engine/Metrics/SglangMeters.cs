using System.Diagnostics;

namespace Sonde.Engine.Metrics;

/// <summary>SGLang of 2026-07: always in multi-process mode, so neither <c>_created</c> nor the usual <c>process_*</c> are on the page.</summary>
internal sealed class SglangMeters : IEngineMeters
{
    // What the engine sets once at its start; the rest moves with traffic or stays 0.
    private static readonly string[] s_settled =
    [
        "sglang:max_total_num_tokens", "sglang:page_size", "sglang:num_pages", "sglang:context_len", "sglang:startup_available_gpu_memory_gb",
        "sglang:engine_load_weights_time", "sglang:engine_startup_time", "sglang:startup_latency_breakdown", "sglang:new_token_ratio",
    ];

    private readonly MetricsPage _page;
    private readonly Series _promptTokens;
    private readonly Series _generationTokens;
    private readonly Series _decodeTokens;
    private readonly Histogram _firstToken;
    private readonly Histogram _nextToken;

    public SglangMeters(EngineOptions options, int contextLength, double startedAt)
    {
        _page = new MetricsPage(RecordedPage.Read("sglang-main-2026-07-default.prom"), options.ServedNames[0], startedAt, s_settled);
        _page.Get("sglang:context_len").Value = contextLength;
        _page.Get("sglang:kv_available_tokens").Value = _page.Get("sglang:max_total_num_tokens").Value;
        _promptTokens = _page.Get("sglang:prompt_tokens_total");
        _generationTokens = _page.Get("sglang:generation_tokens_total");
        _decodeTokens = _page.Get("sglang:realtime_tokens_total", ("mode", "decode"));
        _firstToken = _page.Histogram("sglang:time_to_first_token_seconds");
        _nextToken = _page.Histogram("sglang:inter_token_latency_seconds");
    }

    public void Load(int waiting, int running) => _page.Change(() =>
    {
        _page.Get("sglang:num_queue_reqs").Value = waiting;
        _page.Get("sglang:num_running_reqs").Value = running;
        _page.Get("sglang:is_cuda_graph").Value = running > 0 ? 1 : 0;
    });

    public void FirstToken(int promptTokens, int cachedTokens, TimeSpan sinceArrival) => _page.Change(() =>
    {
        _page.Get("sglang:realtime_tokens_total", ("mode", "prefill_compute")).Value += promptTokens - cachedTokens;
        _page.Get("sglang:realtime_tokens_total", ("mode", "prefill_cache")).Value += cachedTokens;
        _page.Get("sglang:cache_hit_rate").Value = (double)cachedTokens / promptTokens;
        _firstToken.Observe(sinceArrival.TotalSeconds, 1);
        _promptTokens.Value += promptTokens;
        _page.Get("sglang:cached_tokens_total", ("cache_source", "device")).Value += cachedTokens;
        _generationTokens.Value++;
    });

    public void NextToken(TimeSpan sinceLast) => _page.Change(() =>
    {
        _generationTokens.Value++;
        _decodeTokens.Value++;
        _page.Get("sglang:cuda_graph_passes_total", ("mode", "decode_cuda_graph")).Value++;
        _page.Get("sglang:gen_throughput").Value = sinceLast > TimeSpan.Zero ? 1 / sinceLast.TotalSeconds : 0;
        _nextToken.Observe(sinceLast.TotalSeconds, 1);
    });

    public void Finished(FinishedRequest request) => _page.Change(() =>
    {
        _page.Get(request.FinishReason == "abort" ? "sglang:num_aborted_requests_total" : "sglang:num_requests_total").Value++;
        _page.Histogram("sglang:e2e_request_latency_seconds").Observe(request.EndToEnd.TotalSeconds, 1);
        _page.Histogram("sglang:queue_time_seconds").Observe(request.Queued.TotalSeconds, 1);
        _page.Histogram("sglang:prompt_tokens_histogram").Observe(request.PromptTokens, 1);
        _page.Histogram("sglang:uncached_prompt_tokens_histogram").Observe(request.PromptTokens - request.CachedTokens, 1);
        _page.Histogram("sglang:generation_tokens_histogram").Observe(request.CompletionTokens, 1);
        _page.Histogram("sglang:per_stage_req_latency_seconds", ("stage", "prefill_waiting")).Observe(request.Queued.TotalSeconds, 1);
        _page.Histogram("sglang:per_stage_req_latency_seconds", ("stage", "prefill_forward")).Observe(request.Prefill.TotalSeconds, 1);
        _page.Histogram("sglang:per_stage_req_latency_seconds", ("stage", "decode_forward")).Observe(request.Decode.TotalSeconds, 1);
        _page.Histogram("sglang:func_latency_seconds", ("name", "generate_request")).Observe(request.EndToEnd.TotalSeconds, 1);
        _page.Get("sglang:forward_execution_seconds_total", ("category", "forward_extend")).Value += request.Prefill.TotalSeconds;
        _page.Get("sglang:forward_execution_seconds_total", ("category", "forward_decode")).Value += request.Decode.TotalSeconds;
    });

    public void Answered(string path, string method, int status, TimeSpan took) => _page.Change(() =>
    {
        if (_page.Find("sglang:http_requests_total", ("endpoint", path), ("method", method)) is { } requests)
            requests.Value++;
        if (_page.Find("sglang:http_responses_total", ("endpoint", path), ("method", method), ("status_code", $"{status}")) is { } responses)
            responses.Value++;
    });

    public string Print()
    {
        using var self = Process.GetCurrentProcess();
        _page.Change(() => _page.Get("sglang:process_cpu_seconds_total").Value = Math.Round(self.TotalProcessorTime.TotalSeconds, 2));
        return _page.Print();
    }
}
