using Microsoft.Extensions.Logging.Abstractions;
using Sonde.Agent.Core;
using Sonde.Agent.Core.Config;
using Sonde.Testing;
using Sonde.Testing.Prometheus;

namespace Sonde.Integration.Agent;

/// <summary>The agent's pipeline between a real HTTP page and a real Prometheus: PromQL gives the page's numbers back.</summary>
public sealed class PipelineTests
{
    private const string Page = """
        # HELP vllm:num_requests_running Number of requests in model execution batches.
        # TYPE vllm:num_requests_running gauge
        vllm:num_requests_running{engine="0",model_name="Qwen/Qwen3-0.6B"} 6.0
        # TYPE vllm:prompt_tokens_total counter
        vllm:prompt_tokens_total{engine="0",model_name="Qwen/Qwen3-0.6B"} 1.843207e+06
        # TYPE vllm:ttft_seconds histogram
        vllm:ttft_seconds_bucket{engine="0",le="0.5"} 3
        vllm:ttft_seconds_bucket{engine="0",le="+Inf"} 4
        vllm:ttft_seconds_sum{engine="0"} 1.25
        vllm:ttft_seconds_count{engine="0"} 4
        process_open_fds 91.0
        nothing{path="/mnt/\"模型\""} NaN

        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_becomes_series_that_PromQL_reads_back_and_a_stop_ends_them_at_once()
    {
        await using var prometheus = await PrometheusServer.StartAsync(Cancellation);
        await using var page = await MetricsPage.StartAsync(Page, Cancellation);
        await using AgentPipeline pipeline = new(TimeProvider.System, NullLogger<AgentPipeline>.Instance);

        await pipeline.ApplyAsync(Config(page, prometheus), "0123abcd");
        await UntilAsync(prometheus, "up{job=\"qwen\"}", 1);

        Assert.Equal(6, await prometheus.ValueAsync("vllm:num_requests_running{engine=\"0\",model_name=\"Qwen/Qwen3-0.6B\",job=\"qwen\",instance=\"c-1\",region=\"cn-hangzhou\"}", Cancellation));
        Assert.Equal(1843207, await prometheus.ValueAsync("sum({__name__=~\"(vllm|sglang):prompt_tokens_total\"})", Cancellation));
        Assert.Equal(3, await prometheus.ValueAsync("vllm:ttft_seconds_bucket{le=\"0.5\"}", Cancellation));
        Assert.Equal(double.NaN, await prometheus.ValueAsync("nothing{path=\"/mnt/\\\"模型\\\"\"}", Cancellation));
        Assert.Null(await prometheus.ValueAsync("process_open_fds", Cancellation));   // dropped by the job's rule
        Assert.Equal(1, await prometheus.ValueAsync("sonde_agent_config_info{hash=\"0123abcd\",job=\"qwen\"}", Cancellation));

        page.Text = Page.Replace("1.843207e+06", "1.843307e+06", StringComparison.Ordinal);
        await UntilAsync(prometheus, "vllm:prompt_tokens_total", 1843307);

        page.Text = null;
        await UntilAsync(prometheus, "up{job=\"qwen\"}", 0);
        await UntilAsync(prometheus, "vllm:prompt_tokens_total", null);

        page.Text = Page;
        await UntilAsync(prometheus, "vllm:prompt_tokens_total", 1843207);
        await pipeline.StopAsync();
        await UntilAsync(prometheus, "vllm:prompt_tokens_total", null);
        await UntilAsync(prometheus, "up{job=\"qwen\"}", null);
        Assert.True(await prometheus.ValueAsync("count_over_time(up{job=\"qwen\"}[5m])", Cancellation) > 3);
    }

    private static AgentConfig Config(MetricsPage page, PrometheusServer prometheus) => new()
    {
        ScrapeJobs =
        [
            new ScrapeJob
            {
                JobName = "qwen",
                Targets = [new StaticTarget(page.Address, [new LabelPair("instance", "c-1")])],
                Interval = TimeSpan.FromSeconds(1),
                Timeout = TimeSpan.FromSeconds(1),
                MetricRelabelRules = [new RelabelRule { Action = RelabelAction.Drop, SourceLabels = ["__name__"], Regex = "process_.*" }],
            },
        ],
        RemoteWrites =
        [
            new RemoteWriteDestination
            {
                Name = "prometheusremotewrite",
                Url = prometheus.RemoteWriteUrl,
                ExternalLabels = [new LabelPair("job", "never"), new LabelPair("region", "cn-hangzhou")],
            },
        ],
    };

    private static Task UntilAsync(PrometheusServer prometheus, string query, double? expected) => Eventually.TrueAsync(
        $"{query} is {expected?.ToString() ?? "gone"}", s_patience, async token => await prometheus.ValueAsync(query, token) == expected, Cancellation);
}
