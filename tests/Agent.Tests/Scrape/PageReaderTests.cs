using System.Text;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.Scrape;
using Sonde.Agent.Tests.Exposition;

namespace Sonde.Agent.Tests.Scrape;

public sealed class PageReaderTests
{
    private const string Target = "instance=\"127.0.0.1:9000\",job=\"fn\"";

    [Fact]
    [Spec("6 staleness: series gone")]
    public void A_series_that_is_gone_from_the_page_gets_one_stale_marker()
    {
        TargetPages target = new();
        target.Scrape("a 1\nb 1\n");

        Assert.Equal([new(TargetPages.With("a{}"), 2), new PageSample(TargetPages.With("b{}"), SampleValue.StaleMarker)], target.Scrape("a 2\n"));
        Assert.Equal([new PageSample(TargetPages.With("a{}"), 3)], target.Scrape("a 3\n"));
    }

    [Fact]
    [Spec("6 staleness: scrape failed")]
    public void A_failed_scrape_ends_all_series_once_and_they_begin_again_later()
    {
        TargetPages target = new();
        target.Scrape("a 1\nb 1\n");

        Assert.Equal([new(TargetPages.With("a{}"), SampleValue.StaleMarker), new PageSample(TargetPages.With("b{}"), SampleValue.StaleMarker)], target.Fail());
        Assert.Empty(target.Fail());
        Assert.Equal([new PageSample(TargetPages.With("a{}"), 2)], target.Scrape("a 2\n"));
    }

    [Fact]
    [Spec("6 staleness: explicit timestamps")]
    public void A_series_with_its_own_timestamps_gets_no_stale_marker_unless_the_job_asks_for_it()
    {
        TargetPages plain = new();
        TargetPages tracked = new(Given.Job with { TrackTimestampsStaleness = true });
        plain.Scrape("a 1 1000\n");
        tracked.Scrape("a 1 1000\n");

        Assert.Equal([new PageSample(TargetPages.With("b{}"), 1)], plain.Scrape("b 1\n"));
        Assert.Contains(new PageSample(TargetPages.With("a{}"), SampleValue.StaleMarker), tracked.Scrape("b 1\n"));
    }

    [Fact]
    [Spec("6 honor_timestamps false")]
    public void Timestamps_of_the_page_are_ignored_where_the_job_says_so() =>
        Assert.Equal([new PageSample(TargetPages.With("a{}"), 1)], new TargetPages(Given.Job with { HonorTimestamps = false }).Scrape("a 1 1000\n"));

    [Fact]
    [Spec("6 far future")]
    public void Samples_from_the_far_future_or_not_newer_than_the_last_are_left_out_and_counted()
    {
        TargetPages target = new();
        var tomorrow = Given.Noon.AddDays(1).ToUnixTimeMilliseconds();

        Assert.Equal([new(TargetPages.With("a{}"), BitConverter.DoubleToInt64Bits(1), 1000)], target.Scrape($"a 1 1000\na 2 1000\nb 1 {tomorrow}\n"));
        Assert.Equal(2, target.Counts.BadTimestamps);
    }

    [Fact]
    [Spec("6 honor_labels")]
    public void Labels_of_the_target_win_and_those_of_the_page_move_aside()
    {
        Assert.Equal(
            [new PageSample($"a{{exported_exported_job=\"y\",exported_job=\"x\",{Target}}}", 1)],
            new TargetPages().Scrape("a{job=\"y\",exported_job=\"x\"} 1\n"));
        Assert.Equal(
            [new PageSample("a{instance=\"127.0.0.1:9000\",job=\"x\"}", 1)],
            new TargetPages(Given.Job with { HonorLabels = true }).Scrape("a{job=\"x\",other=\"\"} 1\n"));
    }

    [Fact]
    [Spec("6 honor_labels")]
    public void An_empty_label_of_the_page_is_none_and_keeps_the_targets_away_where_labels_are_honored()
    {
        const string Page = "a{job=\"x\",instance=\"\"} 1\n";

        Assert.Equal([new PageSample("a{job=\"x\"}", 1)], new TargetPages(Given.Job with { HonorLabels = true }).Scrape(Page));
        Assert.Equal([new PageSample($"a{{exported_job=\"x\",{Target}}}", 1)], new TargetPages().Scrape(Page));
    }

    [Fact]
    [Spec("6 sample_limit")]
    public void More_samples_than_the_limit_fail_the_scrape_after_relabeling_only()
    {
        var job = Given.Job with { SampleLimit = 2, MetricRelabelRules = [new RelabelRule { Action = RelabelAction.Drop, SourceLabels = ["__name__"], Regex = "python_.*" }] };
        TargetPages target = new(job);

        Assert.Equal(2, target.Scrape("a 1\nb 1\npython_x 1\n").Count);
        var e = Assert.Throws<ScrapeException>(() => target.Scrape("a 1\nb 1\nc 1\n"));
        Assert.Equal(ScrapeFailure.SampleLimit, e.Reason);
    }

    public static TheoryData<ScrapeJob> LabelLimits =>
    [
        Given.Job with { LabelLimit = 3 },
        Given.Job with { LabelNameLengthLimit = 8 },
        Given.Job with { LabelValueLengthLimit = 14 },
    ];

    [Theory]
    [MemberData(nameof(LabelLimits))]
    [Spec("6 label limits")]
    public void Labels_beyond_a_limit_fail_the_scrape_each_time(ScrapeJob job)
    {
        TargetPages target = new(job);
        target.Scrape("a 1\n");

        for (var scrape = 0; scrape < 2; scrape++)
            Assert.Equal(ScrapeFailure.LabelLimit, Assert.Throws<ScrapeException>(() => target.Scrape("a 1\na{long_name=\"a long value of a label\"} 1\n")).Reason);
        Assert.Equal(2, target.Counts.Scraped);
    }

    [Fact]
    [Spec("6 report")]
    public void Counts_tell_what_was_on_the_page_what_was_kept_and_what_is_new()
    {
        TargetPages target = new(Given.Job with { MetricRelabelRules = [new RelabelRule { Action = RelabelAction.Drop, SourceLabels = ["__name__"], Regex = "b" }] });

        target.Scrape("a 1\na 2\nb 1\nc 1\n");
        Assert.Equal(new PageCounts { Scraped = 4, AfterRelabeling = 3, Added = 2, Duplicates = 1 }, target.Counts);
        target.Scrape("a 1\nd 1\n");
        Assert.Equal(new PageCounts { Scraped = 2, AfterRelabeling = 2, Added = 1 }, target.Counts);
        target.Scrape("a 1\nc 1\n");   // c was away and counts as new again
        Assert.Equal(new PageCounts { Scraped = 2, AfterRelabeling = 2, Added = 1 }, target.Counts);
    }

    [Fact]
    [Spec("2.3 __ prefix")]
    public void Names_with_two_underscores_do_not_leave() =>
        Assert.Equal([new PageSample($"a{{_x=\"2\",{Target}}}", 1)], new TargetPages().Scrape("a{__secret=\"1\",_x=\"2\"} 1\n"));

    [Fact]
    public void Series_that_come_and_go_for_ever_are_forgotten()
    {
        TargetPages target = new();
        for (var scrape = 0; scrape < 100; scrape++)
        {
            var page = string.Concat(Enumerable.Range(0, 50).Select(i => $"a{{pid=\"{scrape}-{i}\"}} {i}\n"));
            var samples = target.Scrape(page);
            Assert.Equal(50, samples.Count(s => !SampleValue.IsStaleMarker(s.Value)));
            Assert.Equal(scrape == 0 ? 0 : 50, samples.Count(s => SampleValue.IsStaleMarker(s.Value)));
        }

        Assert.InRange(target.Reader.KnownKeys, 50, 700);
    }

    [Fact]
    public void Lines_in_another_order_give_the_same_series()
    {
        TargetPages target = new();
        target.Scrape("a 1\nb 1\nc 1\n");

        Assert.Equal([TargetPages.With("c{}"), TargetPages.With("a{}"), TargetPages.With("b{}")], target.Scrape("c 3\na 1\nb 2\n").Select(s => s.Series));
        Assert.Equal([3.0, 1.0, 2.0], target.Scrape("c 3\na 1\nb 2\n").Select(s => s.Value));
        Assert.Equal(0, target.Counts.Added);
    }

    [Fact]
    public void A_page_cannot_forge_the_report_of_its_own_scrape()
    {
        TargetPages target = new();
        ScrapeReport report = new(Given.Target(), target.Reader);

        Assert.Equal([new PageSample(TargetPages.With("a{}"), 1)], target.Scrape("up 0\na 1\n"));
        Assert.Equal(1, target.Counts.Duplicates);
        Assert.NotNull(report);
    }

    [Fact]
    public void A_successor_with_other_rules_goes_on_and_ends_what_it_no_longer_has()
    {
        TargetPages before = new();
        before.Scrape("a 1\nb 1\n");
        TargetPages after = new(Given.Job with { MetricRelabelRules = [new RelabelRule { Action = RelabelAction.Drop, SourceLabels = ["__name__"], Regex = "b" }] });

        after.Reader.Adopt(before.Reader);

        Assert.Equal([new(TargetPages.With("a{}"), 2), new PageSample(TargetPages.With("b{}"), SampleValue.StaleMarker)], after.Scrape("a 2\nb 2\n"));
    }

    [Fact]
    public void A_page_in_parts_keeps_its_guesses()
    {
        PageReader reader = new(Given.Target());
        for (var scrape = 1; scrape < 3; scrape++)
        {
            Core.Series.SampleBatch batch = new(0);
            reader.Begin(batch, scrape);
            foreach (var part in new[] { "# TYPE a gauge\na 1\n", "b 1\n\n", "c{x=\"y\"} 1" })
                reader.Read(Encoding.UTF8.GetBytes(part));
            reader.Complete();
            Assert.Equal(3, batch.Count);
        }
    }
}
