using CsCheck;
using Sonde.Agent.Core.Exposition;

namespace Sonde.Agent.Tests.Exposition;

public sealed class TextFormatTests
{
    public static TheoryData<string, string, double> Lines => new()
    {
        { "a 1", "a{}", 1 },
        { "a\t1\t", "a{}", 1 },
        { "  a   1  ", "a{}", 1 },
        { "a{} 1", "a{}", 1 },
        { "a{}1", "a{}", 1 },
        { "a { } 1", "a{}", 1 },
        { "vllm:x_total 1", "vllm:x_total{}", 1 },
        { "a{empty=\"\"} 1", "a{}", 1 },   // an empty label is an absent one
        { "a{b=\"1\",b=\"\"} 1", "a{}", 1 },   // and so are two of which one is
        { "a{b=\"\" c=\"\"} 1", "a{}", 1 },   // Prometheus' parser lets the comma be missing
        { "{\"a\"} 1", "a{}", 1 },
        { "{\"my.metric\"} 1", "my.metric{}", 1 },
        { "# a comment\n#TYPE a\n#\n\n  # TYPE a gauge\na 1", "a{}", 1 },
        { "# HELP a text with \\\\ and \\n\n# TYPE a counter\n# HELP a again\na 1", "a{}", 1 },
        { "# TYPE a nonsense\na 1", "a{}", 1 },
        { "# TYPE a\na 1", "a{}", 1 },
        { "a 1\n# TYPE a gauge", "a{}", 1 },   // metadata without line feed at the end
    };

    public static TheoryData<string, string> LabelValues => new()
    {
        { "plain", "plain" }, { "\\\\", "\\" }, { "\\\"", "\"" }, { "\\n", "\n" }, { "\\t", "\\t" }, { "\\\\n", "\\n" },
        { "模型/x=y&z", "模型/x=y&z" }, { "}", "}" }, { "{", "{" }, { ",", "," }, { " # ", " # " }, { "😀", "😀" },
    };

    public static TheoryData<string> BadPages =>
    [
        "a", "a ", "a\n", "{} 1", "1a 1", "a-b 1", "a{b} 1", "a{b=c} 1", "a{b=\"c} 1", "a{b=\"c\"", "a{b=\"c\"} ", "a{,} 1", "a{b=\"1\",,} 1",
        "a{b=\"1\",b=\"2\"} 1", "a{1b=\"1\"} 1", "a{b:c=\"1\"} 1", "a{b=\"1\"}} 1", "a{\"x\"} 1", "{\"x\",\"y\"} 1", "{\"x\" y=\"z\"} 1", "{\"\"} 1", "a 1e999", "a 0x1p2", "a 1_000", "a x",
        "a 1 x", "a 1 1.5", "a 1 1 1", "a 1\r\n", "a 1 5\r\n", "[{\"iter\":1}]", "{\"error\":{\"code\":503}}", "a{b=\"1\"}\n",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    [Spec("4 spacing and comments")]
    [Spec("4 UTF-8 names")]
    public void A_valid_line_gives_its_sample(string page, string series, double value)
    {
        TargetPages target = new();

        Assert.Equal([new PageSample(TargetPages.With(series), value)], target.Scrape(page));
        Assert.Equal([new PageSample(TargetPages.With(series), value)], target.Scrape(page));
    }

    [Theory]
    [MemberData(nameof(LabelValues))]
    [Spec("4 spacing and comments")]
    public void Escapes_of_label_values_are_decoded_and_unknown_ones_kept(string escaped, string value) =>
        Assert.Equal([new PageSample($"a{{b=\"{value}\",instance=\"127.0.0.1:9000\",job=\"fn\"}}", 1)], new TargetPages().Scrape($"a{{b=\"{escaped}\"}} 1\n"));

    [Theory]
    [MemberData(nameof(BadPages))]
    [Spec("4 damage")]
    [Spec("4 final line feed")]
    public void A_bad_line_fails_the_whole_page_and_nothing_of_it_is_kept(string bad)
    {
        TargetPages target = new();
        target.Scrape("good 1\n");

        Assert.Throws<ExpositionException>(() => target.Scrape($"good 2\nother 3\n{bad}"));
        Assert.Equal([new PageSample(TargetPages.With("good{}"), 4)], target.Scrape("good 4\n"));
    }

    [Fact]
    [Spec("4 damage")]
    public void Invalid_UTF_8_fails_the_page() =>
        Assert.Throws<ExpositionException>(() => new TargetPages().Scrape([.. "a{b=\""u8, 0xff, .. "\"} 1\n"u8]));

    [Fact]
    [Spec("4 explicit timestamps")]
    public void Timestamps_are_milliseconds_and_may_be_negative()
    {
        TargetPages target = new();

        Assert.Equal(
            [new(TargetPages.With("a{}"), BitConverter.DoubleToInt64Bits(1), 1395066363000), new PageSample(TargetPages.With("b{}"), BitConverter.DoubleToInt64Bits(2), -5)],
            target.Scrape("a 1 1395066363000\nb 2 -5\n"));
    }

    [Fact]
    [Spec("7 8 histogram named _total")]
    public void Types_and_helps_are_kept_by_family_and_nothing_is_trimmed_from_names()
    {
        TargetPages target = new();

        target.Scrape(File.ReadAllText(Testing.RepositoryRoot.Combine("tests", "Agent.Tests", "Cases", "11-counter-is-histogram-total.prom")));

        Assert.Equal(MetricType.Histogram, target.Reader.Families.Find("vllm:iteration_tokens_total_bucket")!.Type);
        Assert.Equal("vllm:iteration_tokens_total", target.Reader.Families.Find("vllm:iteration_tokens_total_sum")!.Name);
        Assert.Equal(MetricType.Counter, target.Reader.Families.Find("my_metric_total")!.Type);
        Assert.Equal(MetricType.Gauge, target.Reader.Families.Find("my_metric")!.Type);
        Assert.Equal("A gauge", target.Reader.Families.Find("my_metric")!.Help);
    }

    [Fact]
    public void A_line_that_only_begins_like_the_expected_one_is_read_for_itself()
    {
        TargetPages target = new();
        target.Scrape("a 1\nb 1\n");

        Assert.Equal([2.0, 3.0], target.Scrape("a {x=\"y\"} 2\nb  3\n").Where(s => !SampleValue.IsStaleMarker(s.Value)).Select(s => s.Value));
    }

    [Fact]
    [Trait(Fuzz.Trait, Fuzz.Value)]
    [Spec("4 fuzz")]
    public void Fast_and_slow_parser_agree_on_any_page_made_of_pieces_of_the_format() =>
        Gen.Select(Pages(), Damage.Any, Gen.Int[0, 2]).Select((page, damage, often) => often == 0 ? damage(page) : page).Sample(
            page =>
            {
                var reference = ReferenceParser.Parse(page);
                IReadOnlyList<PageSample>? first = null, second = null;
                TargetPages target = new(Given.Job with { HonorTimestamps = false });
                try
                {
                    first = target.Scrape(page);
                    second = target.Scrape(page);
                }
                catch (ExpositionException)
                {
                    // A page that is refused is compared as null.
                }

                var expected = reference?.Select(s => s.Expected(null)).DistinctBy(s => s.Series);
                return Same(expected, first) && Same(expected, second);
            },
            iter: Fuzz.Rounds(10_000));

    private static bool Same(IEnumerable<PageSample>? expected, IReadOnlyList<PageSample>? actual) =>
        expected is null ? actual is null : actual is not null && expected.SequenceEqual(actual);

    private static Gen<string> Pages()
    {
        var blank = Any.Of("", " ", "\t", "  ");
        var name = Any.Of("a", "b_total", "vllm:x", "_", "a1", "h_bucket", "s");
        var text = Any.Of("", "v", "1", "2.50", "1e9", "\\n", "\\\\", "\\\"", "\\x", "}", "{", ",", "=", "ü", "😀", "# x");
        var label = Gen.Select(Any.Of("l", "k", "le", "quantile", "_m", "\"q.r\"", "Z", "\"ü\""), blank, text, text).Select((n, b, t, u) => $"{n}{b}={b}\"{t}{u}\"");
        var labels = Gen.Select(label.Array[0, 3], blank, Any.Of("", ",")).Select((all, b, tail) => $"{{{b}{string.Join($"{b},{b}", all)}{(all.Length > 0 ? tail : "")}{b}}}");
        var value = Any.Of("1", "0.5", "-nan", "+Inf", "1e3", "1e999", "null", "5.", "12345678901234567890", "x", "");
        var good = Gen.Select(name, blank, labels, blank, value, Any.Of("", " 5", "\t1000 ", " x")).Select((n, b, l, c, v, t) => $"{n}{b}{l}{c}{v}{t}");
        var bare = Gen.Select(name, Any.Of(" ", "\t"), value).Select((n, b, v) => $"{n}{b}{v}");
        var comment = Any.Of("# HELP a text", "# TYPE a counter", "#", "# x", "", " ", "#TYPE");
        var types = Any.Of("", "# TYPE h histogram\n# TYPE s summary\n");
        return Gen.Select(Gen.OneOf(good, bare, comment).Array[0, 6], Any.Of("", "\n"), types).Select((all, end, head) => head + string.Join('\n', all) + end);
    }
}
