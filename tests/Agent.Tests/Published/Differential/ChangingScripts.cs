namespace Sonde.Agent.Tests.Published.Differential;

/// <summary>Pages made for what could differ: values, times, labels, limits, relabelling, failures, and all types of OpenMetrics.</summary>
internal static class ChangingScripts
{
    private const string Fine = "fine{a=\"1\"} 1\nfine{a=\"2\"} 2\n";

    public static IReadOnlyList<PageScript> All { get; } =
    [
        Text("coming-and-going", "a 1\nb 1\n", "b 2\nc 1\n", "a 2\n", "a 3\nb 3\nc 3\n", "# nothing\n", "c 4\nb 4\na 4\n"),
        Text("values", """
            a 1e308
            b 5e-324
            c -0
            d +Inf
            e -Inf
            f NaN
            g .5
            h 5.
            i +3
            j 1E3
            k 0000012
            l 123456789012345678901234567890
            m 0.1
            n 1e-400
            o inf
            p infinity
            q nan
            r 9007199254740993

            """),
        Text("counter-reset", "a_total 10\n", "a_total 12\n", "a_total 1\n", "a_total 1\n"),
        new("failures", [new(Fine), PageFrame.Unavailable, new(Fine), new(Fine) { IsTorn = true }, new(Fine), new(Fine + "no value\n"), new(Fine), new(Fine) { Status = 404 }, new("fine{a=\"1\"} 1\n")]),
        Text("broken-lines", Fine, Fine + "a{b=\"c} 1\n", Fine + "a{b=c} 1\n", Fine, Fine + "1a 1\n", Fine + "a 1 2 3\n", Fine + "a one\n", Fine),
        Text("layout", "# HELP a Of \\\\ and \\n lines.\n# TYPE a counter\n\n a{ b = \"c\" , } 1\n\tb\t2\n# free words\n#no blank\nc{} 3\nlast 4", "a 1\r\nb 2\r\n", "last 1"),
        Text("escapes", """
            a{path="C:\\dir\\file",quote="say \"x\"",line="one\ntwo",other="\t\d"} 1
            a{path="模型 Qwen",empty=""} 2
            a 3
            a{empty=""} 4

            """),
        Text("own-labels", "a{job=\"inner\",instance=\"i\",exported_job=\"e\",region=\"eu\",model_name=\"m\"} 1\nb{exported_instance=\"x\",instance=\"y\"} 2\nup 7\n"),
        Text("honored-labels", "a{job=\"inner\",instance=\"i\",region=\"eu\"} 1\nb{instance=\"\"} 2\n") with { Settings = ["honor_labels: true"] },
        Text("times", "a 1 @-1\nb 1\n", "a 2 @0\nb 2\n", "a 3 @1\nb 3\n", "a 3 @1\n", "b 5\n", "a 6 @4\nb 6\n"),
        Text("times-refused", "a 1 @-1\nb 1\n", "a 2 @0\n", "b 3\n", "a 4 @3\n") with { Settings = ["honor_timestamps: false"] },
        Text("duplicates", "a 1\na 2\nb{x=\"1\",y=\"2\"} 1\nb{y=\"2\",x=\"1\"} 3\n", "a 1\na 1\n", "a 5\n"),
        Text("sample-limit", Fine, Fine + "more 1\n", Fine, "fine{a=\"1\"} 1\n") with { Settings = ["sample_limit: 2"] },
        Text("label-limit", "a{l1=\"1\"} 1\n", "a{l1=\"1\"} 1\nb{l1=\"1\",l2=\"2\",l3=\"3\",l4=\"4\"} 1\n", "a{l1=\"1\"} 1\n") with { Settings = ["label_limit: 6"] },
        Text("label-length-limit", "a{l1=\"1\"} 1\n", "a{longer_than_allowed=\"1\"} 1\n", "a{l1=\"a value that is far too long for the limit of the job\"} 1\n", "a{l1=\"1\"} 1\n") with
        {
            Settings = ["label_name_length_limit: 12", "label_value_length_limit: 30"],
        },
        Text("body-limit", Fine, Fine + Fine.Replace("fine", "a_name_that_is_longer", StringComparison.Ordinal), Fine) with { Settings = ["body_size_limit: 40B"] },
        Text("relabelled", RelabelledPage, RelabelledPage.Replace("drop_me", "take_me", StringComparison.Ordinal), RelabelledPage) with { Settings = RelabelRules },
        Open("exemplars", ExemplarPage("1", "@0s"), ExemplarPage("2", "@1s"), ExemplarPage("2", "@1s"), ExemplarPage("3", "@2s")),
        Open("open-types", OpenTypes, OpenTypes, OpenTypes.Replace("Of all.", "Of most.", StringComparison.Ordinal)),
        Open("open-broken", "a 1\n# EOF\n", "a 1\n", "a 1\n# EOF", "a 1\n\n# EOF\n", "a  1\n# EOF\n", "a 1\n# EOF\nb 1\n", "# free words\na 1\n# EOF\n", "a 1\n# EOF\n"),
        Open("open-times", "a 1 @-1s\n# EOF\n", "a 2 @0s\nb 1\n# EOF\n", "a 3 @1.5s\n# EOF\n"),
        Open("open-created", "# TYPE a counter\na_total 1\na_created 1.7e9\n# EOF\n", "# TYPE a counter\na_total 2\na_created 1.7e9\n# EOF\n"),
    ];

    /// <summary>Names beyond the old alphabet, which Prometheus takes from 3.0 on.</summary>
    public static IReadOnlyList<PageScript> Quoted { get; } =
    [
        Text("quoted-names", QuotedPage, "plain 1\n", QuotedPage),
        Open("open-quoted-names", QuotedPage + "# EOF\n", "plain 1\n# EOF\n", QuotedPage + "# EOF\n"),
        Text("tracked-times", "a 1 @-1\nb 1\n", "a 2 @0\nb 2\n", "b 3\n", "a 4 @3\nb 4\n") with { Settings = ["track_timestamps_staleness: true"] },
        new("no-type", [new(Fine), new("fine{a=\"2\"} 1\n"), new(Fine)]) { ContentType = "", Settings = ["fallback_scrape_protocol: PrometheusText0.0.4"] },
    ];

    private const string QuotedPage = """
        # HELP "http.requests" By route.
        # TYPE "http.requests" gauge
        {"http.requests","route.name"="/v1/模型",code="200"} 3
        {"http.requests","route.name"="a \"b\"",code="500"} 1
        plain{"dotted.label"="x"} 2
        {"größe"} 4

        """;

    private const string OpenTypes = """
        # TYPE requests counter
        # HELP requests Of all.
        requests_total{code="200"} 5
        # TYPE temperature_celsius gauge
        # UNIT temperature_celsius celsius
        # HELP temperature_celsius Of the card.
        temperature_celsius 65.5
        # TYPE latency_seconds histogram
        # UNIT latency_seconds seconds
        latency_seconds_bucket{le="1"} 1
        latency_seconds_bucket{le="1e6"} 2
        latency_seconds_bucket{le="+Inf"} 2
        latency_seconds_count 2
        latency_seconds_sum 3.5
        # TYPE size summary
        size{quantile="0.5"} 1
        size{quantile="1"} 2
        size_count 2
        size_sum 3
        # TYPE build info
        build_info{version="1"} 1
        # TYPE state stateset
        state{state="on"} 1
        state{state="off"} 0
        # TYPE queue gaugehistogram
        queue_bucket{le="1"} 1
        queue_bucket{le="+Inf"} 2
        queue_gcount 2
        queue_gsum 3
        # TYPE other unknown
        other 1
        untold 2
        # EOF

        """;

    private const string RelabelledPage = """
        a{pid="1",kind="One"} 1
        a{pid="2",kind="Two"} 2
        drop_me{kind="x"} 3
        b{left="1",right="1",tmp_x="y"} 4
        b{left="1",right="2",meta_rack="r7"} 5
        process_open_fds 6

        """;

    private static string[] RelabelRules =>
    [
        "metric_relabel_configs:",
        "- {action: drop, source_labels: [__name__], regex: 'drop_.*|process_.*'}",
        "- {action: replace, source_labels: [__name__, pid], separator: '/', regex: 'a/(.+)', target_label: worker, replacement: 'w-$1'}",
        "- {action: labeldrop, regex: pid}",
        "- {action: lowercase, source_labels: [kind], target_label: lower}",
        "- {action: uppercase, source_labels: [kind], target_label: upper}",
        "- {action: hashmod, source_labels: [__name__, worker], modulus: 97, target_label: shard}",
        "- {action: labelmap, regex: 'meta_(.+)', replacement: 'mapped_$1'}",
        "- {action: dropequal, source_labels: [left], target_label: right}",
        "- {action: labeldrop, regex: 'tmp_.*'}",
        "- {source_labels: [__name__], regex: 'b', target_label: __name__, replacement: renamed}",
    ];

    private static PageScript Text(string job, params string[] frames) => new(job, [.. frames.Select(frame => new PageFrame(frame))]);

    private static PageScript Open(string job, params string[] frames) => Text(job, frames) with { ContentType = PageScript.OpenMetrics };

    private static string ExemplarPage(string trace, string time) =>
        $$$"""
        # TYPE latency_seconds histogram
        latency_seconds_bucket{le="1.0"} 3 # {trace_id="a{{{trace}}}",span="s"} 0.5 {{{time}}}
        latency_seconds_bucket{le="+Inf"} 4 # {trace_id="b{{{trace}}}"} 7
        latency_seconds_count 4
        latency_seconds_sum 9
        # TYPE requests counter
        requests_total 4 # {} 1
        requests_total{code="200"} 4 # {trace_id="c"} 1 {{{time}}}
        # EOF

        """;
}
