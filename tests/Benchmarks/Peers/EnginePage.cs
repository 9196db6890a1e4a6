using System.Globalization;
using System.Text;

namespace Sonde.Benchmarks.Peers;

/// <summary>A metrics page in the shape of vLLM's: per engine 14 histograms and some counters and gauges, whose values move with every scrape.</summary>
internal sealed class EnginePage
{
    private const int Buckets = 20;
    private static readonly string[] s_histograms =
    [
        "time_to_first_token_seconds", "inter_token_latency_seconds", "request_time_per_output_token_seconds", "e2e_request_latency_seconds", "request_queue_time_seconds",
        "request_inference_time_seconds", "request_prefill_time_seconds", "request_decode_time_seconds", "request_prompt_tokens", "request_generation_tokens",
        "iteration_tokens_total", "request_params_n", "request_params_max_tokens", "request_max_num_generation_tokens",
    ];

    private static readonly string[] s_counters =
        ["prefix_cache_queries_total", "prefix_cache_hits_total", "num_preemptions_total", "prompt_tokens_total", "generation_tokens_total", "external_prefix_cache_queries_total"];

    private static readonly string[] s_gauges = ["num_requests_running", "num_requests_waiting", "kv_cache_usage_perc", "engine_sleep_state"];
    private static readonly string[] s_bounds = [.. Enumerable.Range(0, Buckets - 1).Select(i => (0.001 * Math.Pow(2, i)).ToString("0.0##", CultureInfo.InvariantCulture)), "+Inf"];

    private readonly int _engines;
    private long _scrapes;

    /// <param name="series">At least as many; a little more, up to whole engines.</param>
    public EnginePage(int series)
    {
        var ofOne = (s_histograms.Length * (Buckets + 2)) + s_counters.Length + s_gauges.Length;
        _engines = (series + ofOne - 1) / ofOne;
        Series = _engines * ofOne;
    }

    /// <summary>Series on the page.</summary>
    public int Series { get; }

    /// <summary>The page of the next scrape.</summary>
    public byte[] Next()
    {
        var turn = Interlocked.Increment(ref _scrapes);
        var page = new StringBuilder(Series * 90);
        foreach (var name in s_counters)
            Single(page, name, "counter", engine => (turn * (1000 + engine)).ToString(CultureInfo.InvariantCulture) + ".0");
        foreach (var name in s_gauges)
            Single(page, name, "gauge", engine => ((turn + engine) % 97 / 97.0).ToString("R", CultureInfo.InvariantCulture));
        foreach (var name in s_histograms)
            Histogram(page, name, turn);
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static string Labels(int engine) => $"engine=\"{engine}\",model_name=\"Qwen/Qwen3-32B\"";

    private void Single(StringBuilder page, string name, string type, Func<int, string> value)
    {
        Head(page, name, type);
        for (var engine = 0; engine < _engines; engine++)
            page.Append("vllm:").Append(name).Append('{').Append(Labels(engine)).Append("} ").Append(value(engine)).Append('\n');
    }

    private void Histogram(StringBuilder page, string name, long turn)
    {
        Head(page, name, "histogram");
        for (var engine = 0; engine < _engines; engine++)
        {
            var labels = Labels(engine);
            for (var bucket = 0; bucket < Buckets; bucket++)
                page.Append("vllm:").Append(name).Append("_bucket{").Append(labels).Append(",le=\"").Append(s_bounds[bucket]).Append("\"} ").Append(turn * (bucket + 1)).Append(".0\n");
            page.Append("vllm:").Append(name).Append("_count{").Append(labels).Append("} ").Append(turn * Buckets).Append(".0\n");
            page.Append("vllm:").Append(name).Append("_sum{").Append(labels).Append("} ").Append((turn * 0.8734561).ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }
    }

    private static void Head(StringBuilder page, string name, string type) =>
        page.Append("# HELP vllm:").Append(name).Append(" As the engine describes it.\n# TYPE vllm:").Append(name).Append(' ').Append(type).Append('\n');
}
