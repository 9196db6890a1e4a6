using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Tests.Config;

/// <summary>Each fault is told with its line, its path and what is allowed.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("job_name: a", "job_nam: a", "a.yaml:5:11 receivers.prometheus.config.scrape_configs[0].job_nam: is not known here; allowed: job_name, ")]
    [InlineData("job_name: a", "job_name: ''", "a.yaml:5:11 receivers.prometheus.config.scrape_configs[0].job_name: is required.")]
    [InlineData("scrape_interval: 15s", "scrape_interval: 15", "a.yaml:6:28 receivers.prometheus.config.scrape_configs[0].scrape_interval: is \"15\"; expected a duration")]
    [InlineData("scrape_interval: 15s", "scrape_interval: 0s", "a.yaml:6:28 receivers.prometheus.config.scrape_configs[0].scrape_interval: is \"0s\"; expected")]
    [InlineData("scrape_interval: 15s", "scrape_timeout: 2m", "a.yaml:6:11 receivers.prometheus.config.scrape_configs[0].scrape_timeout: is \"2m\", longer than the scrape_interval of 60s.")]
    [InlineData("scrape_interval: 15s", "honor_labels: maybe", "is \"maybe\"; expected true or false")]
    [InlineData("scrape_interval: 15s", "sample_limit: -1", "is \"-1\"; expected a whole number, at least 0")]
    [InlineData("scrape_interval: 15s", "body_size_limit: 10QB", "is \"10QB\"; expected a size such as 512KB")]
    [InlineData("scrape_interval: 15s", "scheme: ftp", "is \"ftp\"; expected one of http, https")]
    [InlineData("scrape_interval: 15s", "scrape_protocols: [PrometheusProto]", "scrape_protocols[0]: is not supported: the agent does not read native histograms")]
    [InlineData("scrape_interval: 15s", "scrape_protocols: [OpenMetrics]", "scrape_protocols[0]: is \"OpenMetrics\"; expected one of OpenMetricsText1.0.0, OpenMetricsText0.0.1, PrometheusText1.0.0, PrometheusText0.0.4.")]
    [InlineData("scrape_interval: 15s", "scrape_protocols: [PrometheusText0.0.4, PrometheusText0.0.4]", "scrape_protocols[1]: is \"PrometheusText0.0.4\" for the second time.")]
    [InlineData("scrape_interval: 15s", "fallback_scrape_protocol: PrometheusProto", "fallback_scrape_protocol: is not supported: the agent does not read native histograms")]
    [InlineData("scrape_interval: 15s", "metric_name_escaping_scheme: underscores", "metric_name_escaping_scheme: is \"underscores\"; expected allow-utf-8: names are sent as the page has them.")]
    [InlineData("scrape_interval: 15s", "metric_name_validation_scheme: legacy", "metric_name_validation_scheme: is \"legacy\"; expected utf8")]
    [InlineData("scrape_interval: 15s", "scrape_native_histograms: true", "scrape_native_histograms: is not supported: the agent does not read native histograms")]
    [InlineData("scrape_interval: 15s", "metrics_path: metrics", "expected a path that begins with /")]
    [InlineData("scrape_interval: 15s", "ec2_sd_configs: [{}]", "ec2_sd_configs: is not supported: the agent lives beside its targets; list them in static_configs.")]
    [InlineData("scrape_interval: 15s", "metric_relabel_configs: [{action: kep}]", "metric_relabel_configs[0].action: is \"kep\"; expected one of replace, keep, drop,")]
    [InlineData("scrape_interval: 15s", "metric_relabel_configs: [{regex: '(', action: drop}]", "metric_relabel_configs[0].regex: is \"(\", no RE2 expression")]
    [InlineData("scrape_interval: 15s", "metric_relabel_configs: [{regex: '(?=a)b', action: drop}]", "metric_relabel_configs[0].regex: is \"(?=a)b\", no RE2 expression")]
    [InlineData("scrape_interval: 15s", "relabel_configs: [{source_labels: [a]}]", "relabel_configs[0].target_label: is required by replace.")]
    [InlineData("scrape_interval: 15s", "relabel_configs: [{action: hashmod, target_label: x}]", "relabel_configs[0].modulus: is required by hashmod")]
    [InlineData("scrape_interval: 15s", "relabel_configs: [{action: labeldrop, regex: x, replacement: y}]", "relabel_configs[0].replacement: has no meaning for labeldrop")]
    [InlineData("[\"localhost:9000\"]", "[\"http://localhost:9000/metrics\"]", "a.yaml:8:25 receivers.prometheus.config.scrape_configs[0].static_configs[0].targets[0]: is \"http://localhost:9000/metrics\"; expected host or host:port")]
    [InlineData("[\"localhost:9000\"]", "[\"localhost:90000\"]", "expected host or host:port")]
    [InlineData("[\"localhost:9000\"]", "[a]\n              labels: {9a: b}", "cannot be the name of a label; expected [a-zA-Z_]")]
    [InlineData("timeout: 1s", "timeout: 1", "a.yaml:11:14 processors.batch.timeout: is \"1\"; expected a duration such as 5s")]
    [InlineData("timeout: 1s", "time_out: 1s", "a.yaml:11:5 processors.batch.time_out: is not known here; allowed: send_batch_size")]
    [InlineData("username: u", "user: u", "a.yaml:15:7 extensions.basicauth/prw.client_auth.user: is not known here; allowed: username, username_file, password, password_file.")]
    [InlineData("endpoint: http://receiver/write", "endpoint: receiver/write", "a.yaml:19:5 exporters.prometheusremotewrite.endpoint: is \"receiver/write\"; expected an absolute http:// or https:// address")]
    [InlineData("endpoint: http://receiver/write", "endpoint: ftp://receiver/write", "exporters.prometheusremotewrite.endpoint: is \"ftp://receiver/write\"; expected an absolute http:// or https:// address")]
    [InlineData("endpoint: http://receiver/write", "end_point: http://receiver/write", "exporters.prometheusremotewrite.endpoint: is required.")]
    [InlineData("endpoint: http://receiver/write", "endpoint: http://receiver/write\n    wal: {directory: /tmp}", "a.yaml:20:5 exporters.prometheusremotewrite.wal: is not supported: samples are held in memory only.")]
    [InlineData("endpoint: http://receiver/write", "endpoint: http://receiver/write\n    headers: {Content-Type: x}", "is set by the agent and cannot be replaced.")]
    [InlineData("endpoint: http://receiver/write", "endpoint: http://receiver/write\n    tls: {cert_file: /c}", "cert_file and key_file come together")]
    [InlineData("authenticator: basicauth/prw", "authenticator: basicauth/other", "a.yaml:21:7 exporters.prometheusremotewrite.auth.authenticator: is \"basicauth/other\", which extensions does not define.")]
    [InlineData("  extensions: [basicauth/prw]\n", "", "authenticator: is \"basicauth/prw\", which service.extensions does not list; add it there.")]
    [InlineData("extensions: [basicauth/prw]", "extensions: [basicauth/prw, health_check]", "service.extensions[1]: is \"health_check\", which the agent does not have; allowed: basicauth or basicauth/<name>, bearertokenauth")]
    [InlineData("receivers: [prometheus]", "receivers: [prometheus, otlp]", "a.yaml:26:31 service.pipelines.metrics.receivers[1]: is \"otlp\", which the agent does not have; allowed: prometheus or prometheus/<name>.")]
    [InlineData("processors: [batch]", "processors: [memory_limiter, batch]", "is \"memory_limiter\", which the agent does not have; allowed: batch or batch/<name>.")]
    [InlineData("exporters: [prometheusremotewrite]", "exporters: [prometheusremotewrite/b]", "is \"prometheusremotewrite/b\", which exporters does not define.")]
    [InlineData("    metrics:\n", "    traces:\n", "a.yaml:25:5 service.pipelines.traces: is not a pipeline of metrics")]
    [InlineData("service:\n", "services:\n", "service: is required: it wires")]
    [InlineData("job_name: a", "job_name: ${env:NOT_THERE}", "a.yaml:5:21 receivers.prometheus.config.scrape_configs[0].job_name: environment variable NOT_THERE is not set;")]
    [InlineData("job_name: a", "job_name: ${1}", "${1} is no environment variable")]
    [InlineData("job_name: a", "job_name: a\n          job_name: b", "job_name: is given twice in the same map.")]
    [InlineData("processors:\n", "global: {}\nprocessors:\n", "mixes two kinds of file")]
    [InlineData("processors:\n", "processors: [\n", "is not YAML")]
    [Spec("2.10 unknown scheme, unresolvable host")]
    [Spec("6 UTF-8 escaping")]
    [Spec("6 native histograms")]
    public void A_fault_is_told_with_its_place_and_what_is_allowed(string old, string replacement, string expected)
    {
        var reading = AgentConfigReader.Read(ConfigFiles.Text(CollectorText.With(old, replacement)), ConfigFiles.Environment());

        Assert.Null(reading.Config);
        Assert.Contains(reading.Faults, fault => fault.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_are_told_at_once_in_the_order_of_the_file()
    {
        var text = CollectorText.Good.Replace("15s", "x", StringComparison.Ordinal).Replace("1s", "y", StringComparison.Ordinal).Replace("http:", "ftp:", StringComparison.Ordinal);
        var reading = AgentConfigReader.Read(ConfigFiles.Text(text), ConfigFiles.Environment());

        Assert.Equal([6, 11, 19], reading.Faults.Select(fault => fault.Place.Line));
    }

    [Theory]
    [InlineData("", "has no job to do")]
    [InlineData("- a", "holds a list; a config is a map.")]
    [InlineData("scrape_configs: []\nremote_write: [{url: 'http://r/w'}]", "has no scrape job.")]
    [InlineData("scrape_configs: [{job_name: a, static_configs: [{targets: [b]}]}]", "has no remote write destination.")]
    [InlineData("scrape_configs: [{job_name: a, static_configs: []}, {job_name: a, static_configs: []}]\nremote_write: [{url: 'http://r/w'}]", "the name of another job")]
    [InlineData("rule_files: [a]\nscrape_configs: []", "rule_files: is not supported")]
    [InlineData("a: &a [*b]", "is not YAML")]
    [InlineData("a: 1\n---\nb: 2", "has a second document")]
    public void A_file_without_work_says_so(string yaml, string expected)
    {
        var reading = AgentConfigReader.Read(ConfigFiles.Text(yaml), ConfigFiles.Environment());

        Assert.Contains(reading.Faults, fault => fault.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_defined_and_not_wired_is_passed_over_with_a_warning()
    {
        var text = CollectorText.With("processors:\n", "  otlp: {protocols: {grpc: {}}}\nprocessors:\n");
        var reading = AgentConfigReader.Read(ConfigFiles.Text(text), ConfigFiles.Environment());

        ConfigFiles.Good(reading);
        Assert.Contains("receivers.otlp: has no effect: it is defined and not wired", Assert.Single(reading.Warnings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_messages_of_remote_write_are_taken_without_a_word()
    {
        var text = CollectorText.With("endpoint: http://receiver/write", "endpoint: http://receiver/write\n    protobuf_message: io.prometheus.write.v2.Request");
        var reading = AgentConfigReader.Read(ConfigFiles.Text(text), ConfigFiles.Environment());

        Assert.Equal(Core.Config.RemoteWriteProtocol.V2, ConfigFiles.Good(reading).RemoteWrites[0].Protocol);
        Assert.Empty(reading.Warnings);
    }

    [Fact]
    public void What_has_no_effect_here_is_a_warning()
    {
        var text = CollectorText.With("endpoint: http://receiver/write", "endpoint: http://receiver/write\n    resource_to_telemetry_conversion: {enabled: true}");
        var reading = AgentConfigReader.Read(ConfigFiles.Text(text), ConfigFiles.Environment());

        ConfigFiles.Good(reading);
        Assert.StartsWith("a.yaml:20:5 exporters.prometheusremotewrite.resource_to_telemetry_conversion: has no effect", Assert.Single(reading.Warnings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_came_from_a_variable_is_not_in_any_message()
    {
        const string Secret = "s3cr3t value";
        var text = CollectorText.Good.Replace("15s", "${env:S}", StringComparison.Ordinal).Replace("http://receiver/write", "${env:S}", StringComparison.Ordinal)
            .Replace("localhost:9000", "${env:S}", StringComparison.Ordinal).Replace("1s", "${env:S}", StringComparison.Ordinal);
        var reading = AgentConfigReader.Read(ConfigFiles.Text(text), ConfigFiles.Environment(("S", Secret)));

        Assert.Equal(4, reading.Faults.Count);
        Assert.DoesNotContain(reading.Faults, fault => fault.ToString().Contains(Secret, StringComparison.Ordinal));
    }
}
