using Sonde.Agent.Core.Config;
using Sonde.Testing.RemoteWrite;

namespace Sonde.Agent.Tests.RemoteWrite;

/// <summary>The cases of the public sender suite: a page, and what must arrive, in both messages. Rows whose check cannot fail upstream are asserted here.</summary>
public sealed class SuiteCaseTests
{
    private const string Histogram = """
        # TYPE h histogram
        h_bucket{le="1"} 2
        h_bucket{le="5"} 7
        h_bucket{le="+Inf"} 10
        h_sum 25.5
        h_count 10

        """;

    public static TheoryData<RemoteWriteProtocol> Protocols => [RemoteWriteProtocol.V1, RemoteWriteProtocol.V2];

    public static TheoryData<string, long> Values => new()
    {
        { "123.45", Bits(123.45) }, { "42", Bits(42) }, { "0", Bits(0) }, { "-15.5", Bits(-15.5) }, { "+Inf", Bits(double.PositiveInfinity) }, { "-Inf", Bits(double.NegativeInfinity) },
        { "NaN", 0x7ff8000000000001 }, { "1.7976931348623157e+308", Bits(double.MaxValue) }, { "2.2250738585072014e-308", Bits(2.2250738585072014e-308) }, { "1.23e-4", Bits(1.23e-4) },
        { "0.123456789012345", Bits(0.123456789012345) },
    };

    [Theory]
    [MemberData(nameof(Values))]
    [Spec("2.2 float, integer, zero, negative")]
    [Spec("2.2 +Inf, -Inf, NaN")]
    [Spec("2.2 large, small, 1.23e-4")]
    [Spec("2.2 precision 0.123456789012345")]
    public void A_value_of_a_page_arrives_bit_for_bit(string text, long bits)
    {
        foreach (var protocol in new[] { RemoteWriteProtocol.V1, RemoteWriteProtocol.V2 })
            Assert.Equal(bits, Bits(Assert.Single(Assert.Single(PageOnTheWire.Of($"a {text}\n", protocol)).Samples).Value));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    [Spec("2.2 timestamp in ms")]
    [Spec("2.2 job and instance labels")]
    [Spec("2.3 name label present")]
    public void A_series_has_name_job_instance_and_the_time_of_the_scrape(RemoteWriteProtocol protocol)
    {
        var series = Assert.Single(PageOnTheWire.Of("a 1\n", protocol));

        Assert.Equal(("a", "fn", "127.0.0.1:9000"), (series.Name, series["job"], series["instance"]));
        Assert.Equal(Given.NoonMilliseconds, series.Samples.Single().TimestampMilliseconds);
        Assert.InRange(series.Samples.Single().TimestampMilliseconds, 1_000_000_000_000, 10_000_000_000_000_000);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    [Spec("2.3 order")]
    [Spec("2.3 empty label value")]
    [Spec("2.3 __ prefix")]
    [Spec("2.3 metric and label name format")]
    [Spec("2.3 no duplicate names, no empty names")]
    public void Labels_arrive_sorted_once_each_and_without_what_is_internal(RemoteWriteProtocol protocol)
    {
        var series = Assert.Single(PageOnTheWire.Of("a{zeta=\"1\",Zeta=\"2\",_x=\"3\",empty=\"\",__internal=\"4\",job=\"5\",b1=\"6\"} 1\n", protocol));

        Assert.Equal(["Zeta", "__name__", "_x", "b1", "exported_job", "instance", "job", "zeta"], series.Labels.Select(l => l.Key));
        Assert.All(series.Labels, l => Assert.Matches("^[a-zA-Z_][a-zA-Z0-9_]*$", l.Key));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    [Spec("2.3 unusual values and lengths")]
    [Spec("7 9 colons")]
    public void Bytes_of_names_and_values_are_preserved(RemoteWriteProtocol protocol)
    {
        var (name, label, value) = ("vllm:" + new string('m', 695), new string('l', 80), string.Concat(Enumerable.Repeat("模型/=&😀 ", 700)));
        var many = string.Concat(Enumerable.Range(0, 10).Select(i => $",l{i}=\"{i}\""));

        var series = Assert.Single(PageOnTheWire.Of($"{name}{{{label}=\"{value}\"{many}}} 1\n", protocol));

        Assert.Equal((name, value, 14), (series.Name, series[label], series.Labels.Count));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    [Spec("2.6 classic histogram")]
    [Spec("2.6 bucket order")]
    [Spec("2.6 native histogram")]
    public void A_classic_histogram_arrives_whole_and_in_its_order(RemoteWriteProtocol protocol)
    {
        var series = PageOnTheWire.Of(Histogram, protocol);

        Assert.Equal([("h_bucket", "1.0", 2), ("h_bucket", "5.0", 7), ("h_bucket", "+Inf", 10), ("h_sum", "", 25.5), ("h_count", "", 10)], series.Select(s => (s.Name, s["le"], s.Samples.Single().Value)));
        Assert.All(Testing.Proto.V2.Request.Parser.ParseFrom(PageOnTheWire.Message(Histogram, RemoteWriteProtocol.V2)).Timeseries, ts => Assert.Empty(ts.Histograms));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    [Spec("2.7 exemplar")]
    [Spec("2.7 exemplar without timestamp")]
    public void An_exemplar_of_a_page_arrives_with_its_series_alone(RemoteWriteProtocol protocol)
    {
        var series = PageOnTheWire.Of("# TYPE a counter\na_total 5 # {trace_id=\"abc\",user=\"1\"} 0.25 1700000000.5\nb_total 1 # {span_id=\"d\"} 1\nc 1\n# EOF\n", protocol);

        var (first, second) = (Assert.Single(series[0].Exemplars), Assert.Single(series[1].Exemplars));
        Assert.Equal((0.25, 1_700_000_000_500, "trace_id=abc,user=1"), (first.Value, first.TimestampMilliseconds, string.Join(',', first.Labels.Select(l => $"{l.Key}={l.Value}"))));
        Assert.Equal(Given.NoonMilliseconds, second.TimestampMilliseconds);
        Assert.Empty(series[2].Exemplars);
    }

    [Theory]
    [InlineData("counter", 1)]
    [InlineData("gauge", 2)]
    [InlineData("histogram", 3)]
    [InlineData("summary", 5)]
    [InlineData("untyped", 0)]
    [Spec("2.8 metadata on each series")]
    public void The_type_of_a_family_arrives_with_its_series(string type, int number)
    {
        var metadata = Assert.Single(PageOnTheWire.Of($"# HELP a Some help\n# TYPE a {type}\na 1\n", RemoteWriteProtocol.V2)).Metadata;

        Assert.Equal(new WrittenMetadata(number, "Some help", ""), metadata);
        Assert.Null(Assert.Single(PageOnTheWire.Of("a 1\n", RemoteWriteProtocol.V2)).Metadata);
    }

    [Fact]
    [Spec("2.8 metadata on each series")]
    [Spec("5 7 Info and StateSet")]
    public void Series_with_suffixes_have_the_metadata_of_their_family()
    {
        var series = PageOnTheWire.Of("# TYPE h_seconds histogram\n# UNIT h_seconds seconds\n# HELP h_seconds Time\nh_seconds_bucket{le=\"+Inf\"} 1\nh_seconds_count 1\nh_seconds_sum 1\n# TYPE i info\ni_info 1\n# TYPE s stateset\ns{s=\"a\"} 1\n# EOF\n", RemoteWriteProtocol.V2);

        Assert.Equal([.. Enumerable.Repeat(new WrittenMetadata(3, "Time", "seconds"), 3), new WrittenMetadata(6, "", ""), new WrittenMetadata(7, "", "")], series.Select(s => s.Metadata));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    [Spec("2.5 start_timestamp")]
    [Spec("2.11 exemplars of 1.0")]
    public void The_start_time_of_a_counter_arrives_in_2_alone(RemoteWriteProtocol protocol)
    {
        var series = Assert.Single(PageOnTheWire.Of("# TYPE a counter\na_total 5\na_created 1700000000\n# EOF\n", protocol));

        Assert.Equal(protocol is RemoteWriteProtocol.V2 ? 1_700_000_000_000 : 0, series.Samples.Single().StartTimestampMilliseconds);
    }

    [Fact]
    [Spec("2.8 metadata in 1.0")]
    public void Both_messages_carry_the_same_samples()
    {
        var (first, second) = (PageOnTheWire.Of(Histogram, RemoteWriteProtocol.V1), PageOnTheWire.Of(Histogram, RemoteWriteProtocol.V2));

        Assert.Equal(first.Select(s => (s.ToString(), s.Samples.Single())), second.Select(s => (s.ToString(), s.Samples.Single())));
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
