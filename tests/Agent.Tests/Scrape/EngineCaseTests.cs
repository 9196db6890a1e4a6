using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.Scrape;
using Sonde.Agent.Tests.Exposition;
using Sonde.Testing;

namespace Sonde.Agent.Tests.Scrape;

/// <summary>Pages that broke other collectors, each under the number of its public report.</summary>
public sealed class EngineCaseTests
{
    private const string Target = "instance=\"127.0.0.1:9000\",job=\"fn\"";

    private static string Page(string name) => File.ReadAllText(RepositoryRoot.Combine("tests", "Agent.Tests", "Cases", name));

    [Fact]
    public void Case_01_escaped_names_get_their_colon_back_and_count()
    {
        TargetPages target = new();

        var names = target.Scrape(Page("01-accept-underscore-names.prom")).Select(s => s.Series[..s.Series.IndexOf('{', StringComparison.Ordinal)]);

        Assert.Equal(
            [
                "sglang:num_running_reqs", "sglang:num_requests_total",
                "sglang:time_to_first_token_seconds_bucket", "sglang:time_to_first_token_seconds_bucket",
                "sglang:time_to_first_token_seconds_count", "sglang:time_to_first_token_seconds_sum",
            ],
            names);
        Assert.Equal(6, target.Reader.RestoredNames);
    }

    [Fact]
    [Spec("4 values")]
    public void Case_02_minus_nan_is_read_and_a_word_for_nothing_skips_its_line_alone()
    {
        TargetPages target = new();

        Assert.Equal(
            [
                new(TargetPages.With("llamacpp:requests_processing{}"), 0),
                new(TargetPages.With("llamacpp:n_busy_slots_per_decode{}"), 0x7ff8000000000001, null),
                new(TargetPages.With("llamacpp:n_decode_total{}"), 0),
                new PageSample(TargetPages.With("llamacpp:prompt_tokens_seconds{}"), double.PositiveInfinity),
            ],
            target.Scrape(Page("02-prom-nan-negative.prom")));
        Assert.Equal(1, target.Counts.Skipped);
    }

    [Fact]
    [Spec("6 staleness: scrape failed")]
    public void Case_04_a_counter_that_falls_is_forwarded_and_a_dead_engine_ends_its_series_once()
    {
        TargetPages target = new();
        const string Series = "vllm:generation_tokens_total{engine=\"0\",instance=\"127.0.0.1:9000\",job=\"fn\",model_name=\"m\"}";
        static string Page(string value) => $"vllm:generation_tokens_total{{engine=\"0\",model_name=\"m\"}} {value}\n";

        Assert.Equal([new PageSample(Series, 602914)], target.Scrape(Page("602914.0")));
        Assert.Equal([new PageSample(Series, 602890)], target.Scrape(Page("602890.0")));
        Assert.Equal([new PageSample(Series, SampleValue.StaleMarker)], target.Fail());
        Assert.Empty(target.Fail());
        Assert.Equal([new PageSample(Series, 0)], target.Scrape(Page("0.0")));
    }

    [Fact]
    public void Case_05_a_dropped_pid_label_never_makes_two_samples_of_one_series()
    {
        RelabelRule dropPid = new() { Action = RelabelAction.LabelDrop, Regex = "pid" };
        TargetPages target = new(Given.Job with { MetricRelabelRules = [dropPid] });

        var samples = target.Scrape(Page("05-pid-label-churn.prom"));

        Assert.Equal(samples.Count, samples.DistinctBy(s => s.Series).Count());
        Assert.Equal([3.0, 0.0], samples.Select(s => s.Value));   // the first of each is kept
        Assert.Equal(2, target.Counts.Duplicates);
    }

    [Fact]
    [Spec("4 duplicates")]
    public void Case_06_a_series_that_comes_twice_is_kept_once_whatever_the_order_of_its_labels()
    {
        TargetPages target = new();
        for (var scrape = 0; scrape < 2; scrape++)
        {
            Assert.Equal([33.0, 2.0], target.Scrape(Page("06-duplicate-series-in-page.prom")).Select(s => s.Value));
            Assert.Equal(2, target.Counts.Duplicates);
            Assert.Equal(4, target.Counts.AfterRelabeling);
        }
    }

    [Fact]
    [Spec("7 8 histogram named _total")]
    [Spec("7 9 colons")]
    public void Case_11_a_histogram_named_total_leaves_as_it_came()
    {
        var names = new TargetPages().Scrape(Page("11-counter-is-histogram-total.prom")).Select(s => s.Series.Split('{')[0]).Distinct();

        Assert.Equal(
            [
                "vllm:iteration_tokens_total_bucket", "vllm:iteration_tokens_total_count", "vllm:iteration_tokens_total_sum",
                "my_metric_total", "my_metric", "vllm:kv_offload_total_time_total",
            ],
            names);
    }

    [Fact]
    [Spec("7 10 _created")]
    public void Case_13_created_series_are_gauges_like_any_other_to_the_agent() =>
        Assert.Equal(3, new TargetPages().Scrape(Page("13-created-series.prom")).Count);

    [Fact]
    [Spec("6 sample_limit")]
    [Spec("6 label limits")]
    public void Case_14_lists_as_labels_are_dropped_by_rule_and_stopped_by_limits_that_fail_aloud()
    {
        var page = "up_to_date 1\n" + Page("14-lora-info-cardinality.prom");
        var dropped = Given.Job with { MetricRelabelRules = [new RelabelRule { Action = RelabelAction.Drop, SourceLabels = ["__name__"], Regex = "vllm:lora_requests_info" }] };

        Assert.Equal([new PageSample(TargetPages.With("up_to_date{}"), 1)], new TargetPages(dropped).Scrape(page));
        Assert.Equal(ScrapeFailure.SampleLimit, Assert.Throws<ScrapeException>(() => new TargetPages(Given.Job with { SampleLimit = 3 }).Scrape(page)).Reason);
        var e = Assert.Throws<ScrapeException>(() => new TargetPages(Given.Job with { LabelNameLengthLimit = 20 }).Scrape(page));
        Assert.Equal((ScrapeFailure.LabelLimit, "a label name of vllm:lora_requests_info is longer than label_name_length_limit, 20 bytes"), (e.Reason, e.Message));
    }

    [Fact]
    [Spec("4 spacing and comments")]
    [Spec("4 UTF-8 names")]
    public void Case_16_escapes_tabs_timestamps_quoted_names_and_a_last_line_without_line_feed()
    {
        TargetPages target = new();

        Assert.Equal(
            [
                new($"vllm:request_success_total{{engine=\"0\",finished_reason=\"stop\",{Target},model_name=\"/mnt1/模型/Qwen \"x\" \\ y\nz\"}}", 5),
                new($"vllm:num_requests_running{{engine=\"0\",{Target},model_name=\"m\"}}", 1),
                new($"with_ts{{a=\"b\",{Target}}}", BitConverter.DoubleToInt64Bits(3), 1762760556000),
                new($"quoted.name{{a=\"b\",{Target}}}", 4),
                new PageSample($"last_line{{{Target}}}", 1),
            ],
            target.Scrape(Page("16-escapes-and-oddities.prom")));
        Assert.Equal("Count of \\ \"ok\"\nrequests", target.Reader.Families.Find("vllm:request_success_total")!.Help);
    }

    [Fact]
    [Spec("5 4 numbers and times")]
    public void Case_35_le_leaves_in_the_one_spelling_of_Prometheus_3() =>
        Assert.Equal(
            ["0.1", "1.0", "10.0", "1e+06", "0.00015000000000000001", "+Inf"],
            new TargetPages().Scrape(Page("35-le-format.prom")).Where(s => s.Series.StartsWith("h_bucket", StringComparison.Ordinal)).Select(s => s.Series.Split("le=\"")[1].Split('"')[0]));

    [Fact]
    [Spec("2.3 order")]
    [Spec("6 honor_labels")]
    public void Case_36_labels_are_sorted_by_bytes_and_each_name_is_there_once() =>
        Assert.Equal(
            [new PageSample("vllm:num_requests_running{Zeta=\"1\",_x=\"2\",engine=\"0\",exported_instance=\"inner\",exported_job=\"engine-own-job\",instance=\"c-1\",job=\"fn\",model_name=\"m\"}", 1)],
            new TargetPages(Given.Job with { Targets = [new StaticTarget("127.0.0.1:9000", [new LabelPair("instance", "c-1")])] }).Scrape(Page("36-labels-sorted-unique.prom")));
}
