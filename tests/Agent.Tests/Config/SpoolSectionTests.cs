using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Tests.Config;

public sealed class SpoolSectionTests
{
    [Fact]
    public void Without_the_key_there_is_no_spool() => Assert.Null(Read("sonde: {shutdown_timeout: 2s}").Spool);

    [Fact]
    public void Every_setting_is_read_and_what_is_written_reads_the_same()
    {
        var extras = Read("sonde: {spool: {directory: /tmp/spool, max_bytes: 8MB, max_age: 1h}}");

        Assert.Equal(new SpoolOptions { Directory = "/tmp/spool", MaxBytes = 8 << 20, MaxAge = TimeSpan.FromHours(1) }, extras.Spool);
        Assert.Equal(extras, Read(OtelConfigText.WriteExtras(extras)));
        Assert.Equal(new SpoolOptions { Directory = "/tmp/spool" }, Read("sonde: {spool: {directory: /tmp/spool}}").Spool);
    }

    [Theory]
    [InlineData("{}", "sonde.spool.directory: is required: an absolute path")]
    [InlineData("{directory: spool}", "sonde.spool.directory: is \"spool\"; expected an absolute path")]
    [InlineData("{directory: /s, max_bytes: 100KB}", "b.yaml:1:32 sonde.spool.max_bytes: is \"100KB\"; expected at least 1MB.")]
    [InlineData("{directory: /s, max_bytes: lots}", "sonde.spool.max_bytes: is \"lots\"; expected a size")]
    [InlineData("{directory: /s, max_age: 0s}", "sonde.spool.max_age: is \"0s\"; expected a duration")]
    [InlineData("{directory: /s, path: /s}", "sonde.spool.path: is not known here; allowed: directory, max_bytes, max_age.")]
    [InlineData("/s", "sonde.spool: is \"/s\"; expected a map.")]
    public void A_fault_is_told_with_its_place(string spool, string expected)
    {
        var reading = Reading($"sonde: {{spool: {spool}}}");

        Assert.Null(reading.Config);
        Assert.Contains(reading.Faults, fault => fault.ToString().Contains(expected, StringComparison.Ordinal));
    }

    private static AgentExtras Read(string second) => ConfigFiles.Good(Reading(second)).Extras;

    private static ConfigReading Reading(string second) =>
        AgentConfigReader.Read([ConfigFiles.Text(CollectorText.Good), ConfigFiles.Text(second, "b.yaml")], ConfigFiles.Environment());
}
