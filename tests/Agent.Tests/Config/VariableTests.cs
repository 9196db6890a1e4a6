using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Tests.Config;

public sealed class VariableTests
{
    [Theory]
    [InlineData("${env:A}", "1")]
    [InlineData("${A}", "1")]
    [InlineData("x-${env:A}-${env:B}-y", "x-1-$2-y")]
    [InlineData("${env:NONE:-fallback}", "fallback")]
    [InlineData("${env:A:-fallback}", "1")]
    [InlineData("${env:EMPTY:-fallback}x", "x")]
    [InlineData("$${env:A}", "${env:A}")]
    [InlineData("$$$$", "$$")]
    [InlineData("a$b", "a$b")]
    [InlineData("$", "$")]
    [InlineData("${", "${")]
    public void A_value_is_expanded_as_the_collector_does(string written, string expected)
    {
        var text = CollectorText.With("job_name: a", $"job_name: \"{written}\"");
        var config = ConfigFiles.Good(AgentConfigReader.Read(ConfigFiles.Text(text), ConfigFiles.Environment(("A", "1"), ("B", "$2"), ("EMPTY", ""))));

        Assert.Equal(expected, config.ScrapeJobs[0].JobName);
    }

    [Fact]
    public void A_number_may_come_from_a_variable()
    {
        var text = CollectorText.With("15s", "${env:INTERVAL}");
        var config = ConfigFiles.Good(AgentConfigReader.Read(ConfigFiles.Text(text), ConfigFiles.Environment(("INTERVAL", "7s"))));

        Assert.Equal(TimeSpan.FromSeconds(7), config.ScrapeJobs[0].Interval);
    }

    [Fact]
    public void Who_checks_for_another_process_needs_no_variable()
    {
        var text = CollectorText.With("password: p", "password: ${env:SECRET}");
        var config = ConfigFiles.Good(AgentConfigReader.Read(ConfigFiles.Text(text), ConfigEnvironment.Placeholders));

        Assert.Equal(new HttpAuth.Basic("u", "${env:SECRET}"), config.RemoteWrites[0].Auth);
    }
}
