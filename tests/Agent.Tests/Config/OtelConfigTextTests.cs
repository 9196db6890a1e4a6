using CsCheck;
using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Tests.Config;

public sealed class OtelConfigTextTests
{
    private static readonly HashSet<string> s_variables = ["FC_INSTANCE_ID", "SONDE_MAIN_USERNAME", "SONDE_MAIN_PASSWORD"];

    private static readonly AgentConfig s_full = new()
    {
        ScrapeJobs =
        [
            new ScrapeJob
            {
                JobName = "my-vllm",
                Interval = TimeSpan.FromSeconds(15),
                Timeout = TimeSpan.FromMilliseconds(1_500),
                ScrapeProtocols = [ScrapeProtocol.OpenMetricsText100, ScrapeProtocol.PrometheusText004],
                FallbackScrapeProtocol = ScrapeProtocol.PrometheusText004,
                MetricsPath = "/m",
                Scheme = "https",
                Parameters = [new QueryParameter("collect[]", ["a", "b"])],
                Headers = [new HttpHeader("X-A", "1"), new HttpHeader("X-A", "2")],
                Auth = new HttpAuth.Bearer("t"),
                Tls = new TlsOptions { CaFile = "/ca", ServerName = "s", InsecureSkipVerify = true },
                HonorLabels = true,
                HonorTimestamps = false,
                ExtraScrapeMetrics = true,
                SampleLimit = 10,
                BodySizeLimit = 1_000_001,
                RelabelRules = [new RelabelRule { SourceLabels = ["a", "b"], Separator = "", Regex = "(.+)$", TargetLabel = "c", Replacement = "$1-${1}" }],
                MetricRelabelRules = [new RelabelRule { Action = RelabelAction.Drop, SourceLabels = ["__name__"], Regex = "go_.*" }],
                Targets = [new StaticTarget("127.0.0.1:9000", [new LabelPair("function", "f"), new LabelPair("instance", "${env:FC_INSTANCE_ID}")])],
            },
        ],
        RemoteWrites =
        [
            new RemoteWriteDestination
            {
                Name = "prometheusremotewrite/main",
                Url = "https://r.example/api/v1/write",
                Auth = new HttpAuth.Basic("${env:SONDE_MAIN_USERNAME}", "${env:SONDE_MAIN_PASSWORD}"),
                Headers = [new HttpHeader("X-Scope", "a: b # c")],
                ExternalLabels = [new LabelPair("region", "cn-hangzhou")],
                Protocol = RemoteWriteProtocol.V2,
                SendMetadata = false,
                Batch = new BatchOptions { MaxSamples = 500, MaxBytes = 1000, Deadline = TimeSpan.FromSeconds(1) },
                Retry = new RetryOptions { MaxAge = Timeout.InfiniteTimeSpan },
                Queue = new QueueOptions { MaxSamples = 5000 },
            },
        ],
        LogLevel = AgentLogLevel.Debug,
    };

    [Fact]
    public void What_is_written_reads_back_as_the_same_config()
    {
        var text = OtelConfigText.Write(s_full, s_variables);
        var read = ConfigFiles.Good(AgentConfigReader.Read(ConfigFiles.Text(text), ConfigEnvironment.Placeholders));

        Assert.Equal(s_full, read);
        Assert.Equal(text, OtelConfigText.Write(read, s_variables));
    }

    [Fact]
    public void Only_the_named_variables_stay_placeholders()
    {
        var text = OtelConfigText.Write(s_full with { ScrapeJobs = [s_full.ScrapeJobs[0] with { JobName = "${env:ALIBABA_CLOUD_ACCESS_KEY_SECRET}" }] }, s_variables);
        var read = ConfigFiles.Good(AgentConfigReader.Read(ConfigFiles.Text(text), new ConfigEnvironment(name => s_variables.Contains(name) ? "v" : null)));

        Assert.Equal("${env:ALIBABA_CLOUD_ACCESS_KEY_SECRET}", read.ScrapeJobs[0].JobName);
        Assert.Equal(new HttpAuth.Basic("v", "v"), read.RemoteWrites[0].Auth);
    }

    [Fact]
    [Trait(Fuzz.Trait, Fuzz.Value)]
    public void Any_text_survives()
    {
        Gen.String.Where(text => text.Length > 0 && !text.Any(char.IsSurrogate)).Sample(
            value =>
            {
                var config = s_full with { ScrapeJobs = [s_full.ScrapeJobs[0] with { JobName = value, Targets = [new StaticTarget("h:1", [new LabelPair("l", value)])] }] };
                var reading = AgentConfigReader.Read(ConfigFiles.Text(OtelConfigText.Write(config, s_variables)), ConfigEnvironment.Placeholders);
                return config == reading.Config;
            },
            iter: Fuzz.Rounds(300));
    }

    [Fact]
    public void A_destination_under_another_name_is_refused()
    {
        var config = s_full with { RemoteWrites = [s_full.RemoteWrites[0] with { Name = "main" }] };

        Assert.Throws<ArgumentException>(() => OtelConfigText.Write(config, s_variables));
    }

    [Fact]
    public void A_hash_is_the_first_sixteen_digits_of_the_sum()
    {
        Assert.Equal("e3b0c44298fc1c14", ConfigHash.Of(ReadOnlySpan<byte>.Empty));
    }
}
