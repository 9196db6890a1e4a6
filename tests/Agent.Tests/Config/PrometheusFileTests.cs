using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Tests.Config;

public sealed class PrometheusFileTests
{
    private static readonly ConfigEnvironment s_environment = ConfigFiles.Environment(("CLUSTER", "c1"), ("REGION", "r1"), ("SCRAPE_PASSWORD", "$$p${1}"));

    private static readonly AgentConfig s_config = ConfigFiles.Good(AgentConfigReader.Read(ConfigFiles.File("prometheus.yaml"), s_environment));

    [Fact]
    public void A_job_takes_from_global_what_it_does_not_say()
    {
        var (vllm, node) = (s_config.ScrapeJobs[0], s_config.ScrapeJobs[1]);

        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5), 5000), (vllm.Interval, vllm.Timeout, vllm.SampleLimit));
        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3), 10L << 20), (node.Interval, node.Timeout, node.BodySizeLimit));
        Assert.True(vllm.HonorLabels);
    }

    [Fact]
    public void Groups_of_a_relabel_rule_are_not_taken_for_variables()
    {
        var rule = Assert.Single(s_config.ScrapeJobs[0].RelabelRules);

        Assert.Equal(new RelabelRule { SourceLabels = ["__address__"], Regex = @"([^:]+):(\d+)", TargetLabel = "port", Replacement = "${2}" }, rule);
    }

    [Fact]
    public void External_labels_are_given_to_every_destination()
    {
        Assert.All(s_config.RemoteWrites, to => Assert.Equal([new LabelPair("cluster", "c1"), new LabelPair("region", "r1")], to.ExternalLabels));
    }

    [Fact]
    public void A_destination_has_what_its_queue_says()
    {
        var (main, other) = (s_config.RemoteWrites[0], s_config.RemoteWrites[1]);

        Assert.Equal(("main", 1000, TimeSpan.FromSeconds(2)), (main.Name, main.Batch.MaxSamples, main.Batch.Deadline));
        Assert.Equal([new HttpHeader("X-Scope-OrgID", "team-a")], main.Headers);
        Assert.Equal(RelabelAction.LabelDrop, Assert.Single(main.WriteRelabelRules).Action);
        Assert.Equal(("remote_write[1]", RemoteWriteProtocol.V2), (other.Name, other.Protocol));
        Assert.Equal(new HttpAuth.Bearer("none"), other.Auth);
    }

    [Fact]
    [Spec("6 request")]
    public void Formats_of_a_job_go_before_those_of_all_and_exemplars_are_sent_where_asked_for()
    {
        const string File = "global: {scrape_protocols: [OpenMetricsText1.0.0]}\nscrape_configs: [{job_name: a, static_configs: [{targets: [a]}]}, {job_name: b, static_configs: [{targets: [a]}], scrape_protocols: [PrometheusText1.0.0]}]\nremote_write: [{url: 'http://r/w', send_exemplars: true, metadata_config: {send: false}}, {url: 'http://r/x'}]";
        var config = ConfigFiles.Good(AgentConfigReader.Read(ConfigFiles.Text(File), ConfigFiles.Environment()));

        Assert.Equal(["OpenMetricsText1.0.0", "PrometheusText1.0.0"], config.ScrapeJobs.Select(job => Assert.Single(job.ScrapeProtocols).Name));
        Assert.Equal([true, false], config.RemoteWrites.Select(to => to.SendExemplars));
        Assert.Equal([false, true], config.RemoteWrites.Select(to => to.SendMetadata));
    }

    [Fact]
    [Spec("6 extra report")]
    public void Extra_series_of_a_scrape_are_asked_for_by_job_by_global_or_by_the_collectors_receiver()
    {
        const string File = "global: {extra_scrape_metrics: true}\nscrape_configs: [{job_name: a, static_configs: [{targets: [a]}]}, {job_name: b, static_configs: [{targets: [a]}], extra_scrape_metrics: false}]\nremote_write: [{url: 'http://r/w'}]";
        var receiver = CollectorText.With("    config:", "    report_extra_scrape_metrics: true\n    config:");

        Assert.Equal([true, false], Jobs(File));
        Assert.Equal([true], Jobs(receiver));
        Assert.Equal([false], Jobs(CollectorText.Good));

        static IEnumerable<bool> Jobs(string file) =>
            ConfigFiles.Good(AgentConfigReader.Read(ConfigFiles.Text(file), ConfigFiles.Environment())).ScrapeJobs.Select(job => job.ExtraScrapeMetrics);
    }

    [Fact]
    public void A_password_may_hold_any_sign()
    {
        Assert.Equal(new HttpAuth.Basic("scraper", "$$p${1}"), s_config.ScrapeJobs[1].Auth);
    }

    [Fact]
    public void Two_readings_of_a_file_are_equal()
    {
        Assert.Equal(s_config, AgentConfigReader.Read(ConfigFiles.File("prometheus.yaml"), s_environment).Config);
    }
}
