using System.Diagnostics;

namespace Sonde.Engine.Metrics;

/// <summary>vLLM 0.10.1 with the V1 engine: one API server, so <c>process_*</c> and <c>_created</c> are on the page.</summary>
internal sealed class VllmMeters : IEngineMeters
{
    private const string Chat = "/v1/chat/completions";
    private readonly MetricsPage _page;
    private readonly double _startedAt;
    private readonly IReadOnlyList<(Series Queries, Series Hits)> _prefixCaches;
    private readonly Series _promptTokens;
    private readonly Series _generationTokens;
    private readonly Histogram _firstToken;
    private readonly Histogram _nextToken;
    private readonly Histogram _iterationTokens;

    public VllmMeters(EngineOptions options, double startedAt)
    {
        // CPython's own figures mean nothing here; they stay as recorded.
        _page = new MetricsPage(RecordedPage.Read("vllm-v1-0.10.1.prom"), options.ServedNames[0], startedAt, ["python_", "process_max_fds"]);
        _startedAt = startedAt;
        _prefixCaches =
        [
            (_page.Get("vllm:prefix_cache_queries_total"), _page.Get("vllm:prefix_cache_hits_total")),
            (_page.Get("vllm:gpu_prefix_cache_queries_total"), _page.Get("vllm:gpu_prefix_cache_hits_total")),
        ];
        _promptTokens = _page.Get("vllm:prompt_tokens_total");
        _generationTokens = _page.Get("vllm:generation_tokens_total");
        _firstToken = _page.Histogram("vllm:time_to_first_token_seconds");
        _nextToken = _page.Histogram("vllm:time_per_output_token_seconds");
        _iterationTokens = _page.Histogram("vllm:iteration_tokens_total");
        if (!options.EngineMetrics)
            _page.Remove("vllm:");
    }

    public void Load(int waiting, int running) => _page.Change(() =>
    {
        _page.Get("vllm:num_requests_waiting").Value = waiting;
        _page.Get("vllm:num_requests_running").Value = running;
    });

    public void FirstToken(int promptTokens, int cachedTokens, TimeSpan sinceArrival) => _page.Change(() =>
    {
        foreach (var (queries, hits) in _prefixCaches)
        {
            queries.Value += promptTokens;
            hits.Value += cachedTokens;
        }

        _promptTokens.Value += promptTokens;
        _generationTokens.Value++;
        _iterationTokens.Observe(promptTokens + 1, 1);
        _firstToken.Observe(sinceArrival.TotalSeconds, 1);
    });

    public void NextToken(TimeSpan sinceLast) => _page.Change(() =>
    {
        _generationTokens.Value++;
        _iterationTokens.Observe(1, 1);
        _nextToken.Observe(sinceLast.TotalSeconds, 1);
    });

    public void Finished(FinishedRequest request) => _page.Change(() =>
    {
        _page.Get("vllm:request_success_total", ("finished_reason", request.FinishReason)).Value++;
        _page.Histogram("vllm:request_prompt_tokens").Observe(request.PromptTokens, 1);
        _page.Histogram("vllm:request_generation_tokens").Observe(request.CompletionTokens, 1);
        _page.Histogram("vllm:request_max_num_generation_tokens").Observe(request.CompletionTokens, 1);
        _page.Histogram("vllm:request_params_n").Observe(1, 1);
        _page.Histogram("vllm:request_params_max_tokens").Observe(request.MaxTokens, 1);
        _page.Histogram("vllm:e2e_request_latency_seconds").Observe(request.EndToEnd.TotalSeconds, 1);
        _page.Histogram("vllm:request_queue_time_seconds").Observe(request.Queued.TotalSeconds, 1);
        _page.Histogram("vllm:request_prefill_time_seconds").Observe(request.Prefill.TotalSeconds, 1);
        _page.Histogram("vllm:request_decode_time_seconds").Observe(request.Decode.TotalSeconds, 1);
        _page.Histogram("vllm:request_inference_time_seconds").Observe((request.Prefill + request.Decode).TotalSeconds, 1);
    });

    // Children that the recording does not have (other paths, other codes) are left uncounted: the recording lists what an instance usually sees.
    public void Answered(string path, string method, int status, TimeSpan took) => _page.Change(() =>
    {
        var handler = status == 404 && path != Chat ? "none" : path;
        if (_page.Find("http_requests_total", ("handler", handler), ("method", method), ("status", $"{status / 100}xx")) is not { } requests)
            return;
        requests.Value++;
        _page.Histogram("http_request_duration_highr_seconds").Observe(took.TotalSeconds, 1);
        if (path == Chat)
            _page.Histogram("http_request_duration_seconds", ("handler", Chat)).Observe(took.TotalSeconds, 1);
    });

    public string Print()
    {
        using var self = Process.GetCurrentProcess();
        _page.Change(() =>
        {
            _page.Get("process_virtual_memory_bytes").Value = self.VirtualMemorySize64;
            _page.Get("process_resident_memory_bytes").Value = self.WorkingSet64;
            _page.Get("process_start_time_seconds").Value = _startedAt;
            _page.Get("process_cpu_seconds_total").Value = Math.Round(self.TotalProcessorTime.TotalSeconds, 2);
            _page.Get("process_open_fds").Value = Directory.EnumerateFileSystemEntries("/proc/self/fd").Count();
        });
        return _page.Print();
    }
}
