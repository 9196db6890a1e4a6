using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Tests.Config;

public sealed class SeedFileTests
{
    [Fact]
    public void The_file_of_the_help_page_reads_unchanged()
    {
        var reading = AgentConfigReader.Read(ConfigFiles.File("seed.yaml"), ConfigFiles.Environment());
        var config = ConfigFiles.Good(reading);

        Assert.StartsWith("seed.yaml:22:5 exporters.prometheusremotewrite.endpoint: still has the stars", Assert.Single(reading.Warnings).ToString(), StringComparison.Ordinal);
        var job = Assert.Single(config.ScrapeJobs);
        Assert.Equal("{uner-vllm}", job.JobName);
        Assert.Equal(TimeSpan.FromSeconds(15), job.Interval);
        Assert.Equal(TimeSpan.FromSeconds(10), job.Timeout);
        Assert.Equal("/metrics", job.MetricsPath);
        Assert.Equal([new StaticTarget("0.0.0.0:9000", [])], job.Targets);

        var to = Assert.Single(config.RemoteWrites);
        Assert.Equal("prometheusremotewrite", to.Name);
        Assert.Equal("https://workspace-default-******.cn-hangzhou.******/api/v1/write", to.Url);
        Assert.Equal(new HttpAuth.Basic("LT******S2K", "t6Z7o******B55"), to.Auth);
        Assert.Equal(8192, to.Batch.MaxSamples);
        Assert.Equal(TimeSpan.FromSeconds(5), to.Timeout);
    }

    [Fact]
    public void Inside_an_instance_its_id_replaces_the_address_that_all_instances_share()
    {
        var config = ConfigFiles.Good(AgentConfigReader.Read(ConfigFiles.File("seed.yaml"), ConfigFiles.Environment(("FC_INSTANCE_ID", "c-1"))));

        Assert.Equal([new StaticTarget("0.0.0.0:9000", [new LabelPair("instance", "c-1")])], config.ScrapeJobs[0].Targets);
    }

    [Theory]
    [InlineData("localhost:9000", "c-1")]
    [InlineData("127.0.0.9:9000", "c-1")]
    [InlineData("[::1]:9000", "c-1")]
    [InlineData("[::]:9000", "c-1")]
    [InlineData("10.1.2.3:9000", null)]
    [InlineData("engine:9000", null)]
    public void Only_an_address_of_this_machine_is_replaced(string address, string? instance)
    {
        var yaml = $$"""
            scrape_configs: [{job_name: a, static_configs: [{targets: ["{{address}}"]}]}]
            remote_write: [{url: "http://r/w"}]
            """;
        var config = ConfigFiles.Good(AgentConfigReader.Read(ConfigFiles.Text(yaml), ConfigFiles.Environment(("FC_INSTANCE_ID", "c-1"))));

        Assert.Equal(instance, config.ScrapeJobs[0].Targets[0].Labels.FirstOrDefault(label => label.Name == "instance").Value);
    }

    [Fact]
    public void An_instance_label_of_the_file_is_kept()
    {
        var yaml = """
            scrape_configs: [{job_name: a, static_configs: [{targets: ["0.0.0.0:9000"], labels: {instance: mine}}]}]
            remote_write: [{url: "http://r/w"}]
            """;
        var config = ConfigFiles.Good(AgentConfigReader.Read(ConfigFiles.Text(yaml), ConfigFiles.Environment(("FC_INSTANCE_ID", "c-1"))));

        Assert.Equal([new LabelPair("instance", "mine")], config.ScrapeJobs[0].Targets[0].Labels);
    }
}
