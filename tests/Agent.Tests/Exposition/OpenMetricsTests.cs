using CsCheck;
using Sonde.Agent.Core.Exposition;

namespace Sonde.Agent.Tests.Exposition;

public sealed class OpenMetricsTests
{
    private const string Target = "instance=\"127.0.0.1:9000\",job=\"fn\"";

    public static TheoryData<string, string, double> Lines => new()
    {
        { "a 1", "a{}", 1 },
        { "a{} 1", "a{}", 1 },
        { "# TYPE a gauge\n# UNIT a \n# HELP a \na 1", "a{}", 1 },   // empty texts are absent ones
        { "# HELP a_seconds text\n# TYPE a_seconds gauge\n# UNIT a_seconds seconds\na_seconds 1", "a_seconds{}", 1 },   // in any order
        { "# TYPE test_counter counter\ntest_counter 100", "test_counter{}", 100 },   // without _total
        { "{\"my.metric\"} 1", "my.metric{}", 1 },
        { "# TYPE \"my.metric\" gauge\n{\"my.metric\"} 1", "my.metric{}", 1 },
        { "# TYPE a stateset\na{empty=\"\"} 1", "a{}", 1 },
        { "a Inf", "a{}", double.PositiveInfinity },
        { "a nan", "a{}", BitConverter.Int64BitsToDouble(0x7ff8000000000001) },
        { "a{} 1 # {} 1", "a{}", 1 },
        { "# TYPE a unknown\na 1 # {x=\"y\"} 1 2", "a{}", 1 },
    };

    public static TheoryData<string> BadPages =>
    [
        "a 1\n", "", "a 1", "a 1\n# EOF\n\n", "a 1\n# EOF\na 2\n", "a 1\n# EOFx\n", "a 1\n#EOF\n", "a 1\n# EOF # EOF\n", "# EOF\n# EOF\n",
        .. ((string[])[
            "", " a 1", "a  1", "a\t1", "a 1 ", "a\n", "a ", "a 1\r", "\ufeffa 1", "a{ b=\"1\"} 1", "a{b=\"1\", c=\"2\"} 1", "a{b =\"1\"} 1", "a {b=\"1\"} 1", "a{b=\"1\"}1", "{} 1", "1a 1", "a{b=\"1\",b=\"2\"} 1",
            "# a comment", "#", "# TYPE a", "# TYPE a nonsense", "# TYPE a untyped", "#TYPE a gauge", "# TYPE  a gauge", "# UNIT a seconds", "# UNIT seconds seconds", "# UNIT aseconds seconds", "# TYPE 1a gauge",
            "a 1 NaN", "a 1 Inf", "a 1 x", "a 1 1 1", "a x", "a 0x1p2", "a 1e999", "a 1 # {a=\"b\"}", "a 1 # {a=\"b\"} x", "a 1 # {a=\"b\"} 1 NaN", "a 1 # {a=\"b\"} 1 1 1", "a 1 # {a=\"b} 1", "a 1 # {a} 1", "a 1 # {\"a\"} 1", "a 1 #{a=\"b\"} 1",
            "a 1 #", "a 1 # 1", "a 1  # {} 1", "a 1 # {} 1 ",
        ]).Select(line => $"{line}\n# EOF\n"),
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    [Spec("5 1 content type and EOF")]
    [Spec("5 3 suffixes")]
    [Spec("2.7 counter without _total")]
    public void A_valid_page_gives_its_sample(string page, string series, double value)
    {
        var target = TargetPages.OpenMetrics();

        for (var scrape = 0; scrape < 2; scrape++)
            Assert.Equal([new PageSample(TargetPages.With(series), value)], target.Scrape($"{page}\n# EOF{(scrape == 0 ? "\n" : "")}"));
    }

    [Theory]
    [MemberData(nameof(BadPages))]
    [Spec("5 1 content type and EOF")]
    [Spec("5 2 metadata lines")]
    [Spec("4 damage")]
    public void A_bad_line_fails_the_whole_page_and_nothing_of_it_is_kept(string bad)
    {
        var target = TargetPages.OpenMetrics();
        target.Scrape("good 1\n# EOF\n");

        Assert.Throws<ExpositionException>(() => target.Scrape($"good 2\nother 3\n{bad}"));
        Assert.Equal([new PageSample(TargetPages.With("good{}"), 4)], target.Scrape("good 4\n# EOF\n"));
        Assert.Null(OpenMetricsReference.Parse($"good 2\nother 3\n{bad}", 0));
    }

    [Theory]
    [InlineData("1", 1_000)]
    [InlineData("1520879607.789", 1_520_879_607_789)]
    [InlineData("1.5e9", 1_500_000_000_000)]
    [InlineData("-1", -1_000)]
    [Spec("5 4 numbers and times")]
    public void Timestamps_are_seconds(string seconds, long milliseconds) =>
        Assert.Equal(milliseconds, Assert.Single(TargetPages.OpenMetrics().Scrape($"a 1 {seconds}\n# EOF\n")).Timestamp);

    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("0", "0.0")]
    [InlineData("10", "10.0")]
    [InlineData("1e1", "10.0")]
    [InlineData("0.10000000000000001", "0.1")]
    [InlineData("100000", "100000.0")]
    [InlineData("1000000", "1e+06")]
    [InlineData("2500000", "2.5e+06")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("0.00001", "1e-05")]
    [InlineData("123.456", "123.456")]
    [InlineData("1e21", "1e+21")]
    [InlineData("-5", "-5.0")]
    [InlineData("inf", "+Inf")]
    [InlineData("nan", "NaN")]
    [InlineData("1e999", "1e999")]
    [InlineData("big", "big")]
    [Spec("5 4 numbers and times")]
    public void Bounds_and_quantiles_have_one_spelling_in_both_formats(string text, string spelled)
    {
        var page = $"# TYPE h histogram\nh_bucket{{le=\"{text}\"}} 1\n# TYPE s summary\ns{{quantile=\"{text}\"}} 1\n# TYPE g gauge\ng{{le=\"{text}\",quantile=\"{text}\"}} 1\n";
        string[] expected = [$"h_bucket{{{Target},le=\"{spelled}\"}}", $"s{{{Target},quantile=\"{spelled}\"}}", $"g{{{Target},le=\"{text}\",quantile=\"{text}\"}}"];

        Assert.Equal(expected, new TargetPages().Scrape(page).Select(s => s.Series));
        Assert.Equal(expected, TargetPages.OpenMetrics().Scrape(page + "# EOF\n").Select(s => s.Series));
    }

    [Fact]
    [Spec("2.7 exemplar")]
    [Spec("2.7 exemplar without timestamp")]
    [Spec("5 5 exemplars")]
    public void Exemplars_belong_to_their_sample_and_the_same_one_again_is_no_news()
    {
        var target = TargetPages.OpenMetrics();
        var page = $$"""
            # TYPE h histogram
            h_bucket{le="1.0"} 3 # {trace_id="KOO5S4vxi0o",a="ü\n"} 0.67
            h_bucket{le="+Inf"} 4 # {trace_id="oHg5SJYRHA0"} 9.8 1520879607.789
            a_total 1 # {} 1
            b_total 1 # {x="{{new string('x', 128)}}"} 1
            # EOF

            """;

        var samples = target.Scrape(page);
        Assert.Equal(
            [
                new(0, $"{{a=\"ü\n\",trace_id=\"KOO5S4vxi0o\"}} 0.67 {target.Timestamp}"),
                new(0, "{trace_id=\"oHg5SJYRHA0\"} 9.8 1520879607789"),
                new(0, $"{{}} 1 {target.Timestamp}"),
                PageDetail.None,
            ],
            target.Details);
        Assert.Equal([3.0, 4.0, 1.0, 1.0], samples.Select(s => s.Value));

        Assert.Throws<ExpositionException>(() => target.Scrape(page.Replace("0.67", "0.68", StringComparison.Ordinal) + "x"));   // nothing of it was kept
        target.Scrape(page.Replace("0.67", "0.68", StringComparison.Ordinal));
        Assert.Equal(["{a=\"ü\n\",trace_id=\"KOO5S4vxi0o\"} 0.68 " + target.Timestamp, "", "", ""], target.Details.Select(d => d.Exemplar));
    }

    [Fact]
    [Spec("5 6 _created")]
    [Spec("2.5 start_timestamp")]
    public void Created_is_the_start_time_of_its_metric_and_no_series()
    {
        var target = TargetPages.OpenMetrics();
        const string Page = """
            # TYPE a counter
            a_total{x="1"} 5
            a_created{x="1"} 1700000000.123
            a_total{x="2"} 6
            # TYPE h histogram
            h_bucket{le="1.0"} 1
            h_bucket{le="+Inf"} 2
            h_count 2
            h_sum 3
            h_created 1700000001
            # TYPE s summary
            s{quantile="0.5"} 1
            s_count 1
            s_created 99999999999
            # TYPE jobs_created gauge
            jobs_created 7
            # EOF

            """;
        for (var scrape = 0; scrape < 2; scrape++)
        {
            var samples = target.Scrape(Page);

            Assert.Equal(["a_total", "a_total", "h_bucket", "h_bucket", "h_count", "h_sum", "s", "s_count", "jobs_created"], samples.Select(s => s.Series.Split('{')[0]));
            Assert.Equal([1_700_000_000_123, 0, 1_700_000_001_000, 1_700_000_001_000, 1_700_000_001_000, 1_700_000_001_000, 0, 0, 0], target.Details.Select(d => d.Start));
            Assert.Equal(9, target.Counts.Scraped);
        }

        target.Scrape("# TYPE a counter\na_total{x=\"1\"} 6\n# EOF\n");
        Assert.Equal(0, target.Details[0].Start);
    }

    [Fact]
    [Spec("2.8 metadata on each series")]
    [Spec("5 7 Info and StateSet")]
    public void Types_helps_and_units_are_known_by_the_names_of_series()
    {
        var target = TargetPages.OpenMetrics();

        target.Scrape("""
            # TYPE a_seconds counter
            # UNIT a_seconds seconds
            # HELP a_seconds How \"long\"\n
            a_seconds_total 1
            # TYPE build info
            build_info{version="1"} 1
            # TYPE feature stateset
            feature{feature="a"} 1
            # TYPE g gaugehistogram
            g_bucket{le="+Inf"} 1
            g_gcount 1
            g_gsum 1
            # EOF
            """);

        MetricFamily Of(string name) => target.Reader.Families.Find(name)!;
        Assert.Equal((MetricType.Counter, "seconds", "How \"long\"\n"), (Of("a_seconds_total").Type, Of("a_seconds_total").Unit, Of("a_seconds_total").Help));
        Assert.Equal([MetricType.Info, MetricType.StateSet, MetricType.GaugeHistogram, MetricType.GaugeHistogram], new[] { "build_info", "feature", "g_gcount", "g_gsum" }.Select(n => Of(n).Type));
        Assert.Null(target.Reader.Families.Find("feature_count"));
    }

    [Fact]
    public void A_target_may_change_its_format_between_two_scrapes()
    {
        var text = new TargetPages();
        text.Scrape("a 1\nb{x=\"y\"}1\n");
        text.Reader.Use(PageFormat.OpenMetrics);

        Assert.Equal([TargetPages.With("a{}")], text.Scrape("a 2\n").Where(s => !SampleValue.IsStaleMarker(s.Value)).Select(s => s.Series));
    }

    [Fact]
    [Trait(Fuzz.Trait, Fuzz.Value)]
    [Spec("4 fuzz")]
    public void Fast_and_slow_parser_agree_on_any_page_and_on_damaged_ones() =>
        Pages().Sample(Agree, iter: Fuzz.Rounds(10_000));

    private static bool Agree(string page)
    {
        var job = Given.Job with { HonorTimestamps = false };
        var target = TargetPages.OpenMetrics(job);
        IReadOnlyList<PageSample>? first = null, second = null;
        PageDetail[] details = [];
        try
        {
            first = target.Scrape(page);
            details = [.. target.Details];
            second = target.Scrape(page);
        }
        catch (ExpositionException)
        {
            // A page that is refused is compared as null.
        }

        var reference = OpenMetricsReference.Parse(page, target.Timestamp - (second is null ? 0 : 15_000))?.DistinctBy(s => s.Expected(null).Series).ToList();
        return reference is null
            ? first is null && second is null
            : first is not null && second is not null
                && reference.Select(s => s.Expected(null)).SequenceEqual(first) && first.SequenceEqual(second)
                && reference.Select(s => s.Detail).SequenceEqual(details)
                && details.Select(d => d.Start).SequenceEqual(target.Details.Select(d => d.Start));
    }

    private static Gen<string> Pages()
    {
        var name = Any.Of("a", "b_total", "b_created", "vllm:x", "h_bucket", "h_count", "h_created", "s", "s_sum", "s_created", "g_gsum", "i_info", "{\"q.r\"");
        var text = Any.Of("", "v", "1", "0.5", "\\n", "\\\\", "\\\"", "\\x", "}", "{", ",", "=", "ü", "😀", " # {", " ");
        var label = Gen.Select(Any.Of("l", "le", "quantile", "_m", "\"q.r\"", "Z", "\"ü\""), text).Select((n, t) => $"{n}=\"{t}\"");
        var labels = Gen.Select(label.Array[0, 3], Any.Of("", "", ",")).Select((all, tail) => string.Join(",", all) + (all.Length > 0 ? tail : ""));
        var series = Gen.Select(name, labels, Gen.Bool).Select((n, l, braces) => n.StartsWith('{') ? $"{n}{(l.Length > 0 ? "," : "")}{l}}}" : l.Length > 0 || braces ? $"{n}{{{l}}}" : n);
        var value = Any.Of("1", "0.5", "NaN", "+Inf", "1e3", "null", "1700000000.5", "12345678901234567890", "0", "x");
        var time = Any.Of("", "", "", " 5", " 1.25", " NaN", " x");
        var exemplar = Gen.Select(labels, value, time).Select((l, v, t) => $" # {{{l}}} {v}{t}");
        var sample = Gen.Select(series, value, time, Gen.OneOf(Gen.Const(""), Gen.Const(""), exemplar)).Select((s, v, t, e) => $"{s} {v}{t}{e}");
        var comment = Any.Of("# HELP a text", "# TYPE a gauge", "# UNIT a ", "# TYPE b_seconds gauge", "# UNIT b_seconds seconds", "# UNIT b bytes", "# x", "", "# EOF");
        const string Types = "# TYPE b counter\n# TYPE h histogram\n# TYPE s summary\n# TYPE g gaugehistogram\n# TYPE i info\n";
        var page = Gen.Select(Gen.Frequency((12, sample), (1, comment)).Array[0, 8], Any.Of(Types, Types, ""), Any.Of("# EOF\n", "# EOF\n", "# EOF", ""))
            .Select((lines, types, end) => types + string.Concat(lines.Select(line => line + "\n")) + end);
        return Gen.Select(page, Damage.Any, Gen.Int[0, 2]).Select((p, damage, often) => often == 0 ? damage(p) : p);
    }
}
