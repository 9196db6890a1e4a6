using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Tests.Config;

public sealed class MachineSectionTests
{
    [Theory]
    [InlineData("sonde: {shutdown_timeout: 2s}", true, true)]
    [InlineData("sonde: {machine: }", true, true)]
    [InlineData("sonde: {machine: {cgroup: false}}", false, true)]
    [InlineData("sonde: {machine: {gpu: false}}", true, false)]
    public void Both_are_on_unless_switched_off_and_what_is_written_reads_the_same(string second, bool cgroup, bool gpu)
    {
        var extras = ConfigFiles.Good(Reading(second)).Extras;

        Assert.Equal(new MachineOptions { Cgroup = cgroup, Gpu = gpu }, extras.Machine);
        Assert.Equal(extras, ConfigFiles.Good(Reading(OtelConfigText.WriteExtras(extras))).Extras);
    }

    [Theory]
    [InlineData("{nvml: true}", "b.yaml:1:19 sonde.machine.nvml: is not known here; allowed: cgroup, gpu.")]
    [InlineData("{gpu: 1}", "sonde.machine.gpu: is \"1\"; expected true or false")]
    public void A_fault_is_told_with_its_place(string machine, string expected)
    {
        var reading = Reading($"sonde: {{machine: {machine}}}");

        Assert.Null(reading.Config);
        Assert.Contains(reading.Faults, fault => fault.ToString().Contains(expected, StringComparison.Ordinal));
    }

    private static ConfigReading Reading(string second) =>
        AgentConfigReader.Read([ConfigFiles.Text(CollectorText.Good), ConfigFiles.Text(second, "b.yaml")], ConfigFiles.Environment());
}
