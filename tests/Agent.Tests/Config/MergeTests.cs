using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Tests.Config;

public sealed class MergeTests
{
    [Fact]
    public void Maps_are_merged_key_by_key_and_later_values_win()
    {
        var config = Read("exporters: {prometheusremotewrite: {external_labels: {zone: b}, timeout: 9s}}\nprocessors: {batch: }\nsonde: {shutdown_timeout: 2s}");

        var to = Assert.Single(config.RemoteWrites);
        Assert.Equal(("http://receiver/write", TimeSpan.FromSeconds(9)), (to.Url, to.Timeout));
        Assert.Equal([new LabelPair("zone", "b")], to.ExternalLabels);
        Assert.Equal(TimeSpan.FromSeconds(1), to.Batch.Deadline);
        Assert.Equal(TimeSpan.FromSeconds(2), config.Extras.ShutdownTimeout);
    }

    [Fact]
    public void A_list_replaces_the_earlier_one()
    {
        var config = Read("receivers: {prometheus: {config: {scrape_configs: [{job_name: z, static_configs: [{targets: [h]}]}]}}}");

        Assert.Equal(["z"], config.ScrapeJobs.Select(job => job.JobName));
    }

    [Fact]
    public void A_fault_names_the_file_that_it_is_in()
    {
        var reading = AgentConfigReader.Read([ConfigFiles.Text(CollectorText.Good), ConfigFiles.Text("sonde: {spol: x}", "b.yaml")], ConfigFiles.Environment());

        Assert.Equal("b.yaml:1:9 sonde.spol: is not known here; allowed: shutdown_timeout, machine, proxy, spool.", Assert.Single(reading.Faults).ToString());
    }

    private static AgentConfig Read(string second) =>
        ConfigFiles.Good(AgentConfigReader.Read([ConfigFiles.Text(CollectorText.Good), ConfigFiles.Text(second, "b.yaml")], ConfigFiles.Environment()));
}
