using System.Net;
using Sonde.Agent.Cli;

namespace Sonde.Agent.Tests.Cli;

public sealed class ArgumentsTests
{
    [Fact]
    public void A_command_is_taken_word_for_word()
    {
        var run = Assert.IsType<Arguments.Run>(Arguments.Parse(["run", "-c", "a", "--config=b", "--", "vllm", "serve", "", "a b", "--", "--help", "--config"]));

        Assert.Equal(["a", "b"], run.Files);
        Assert.Equal(["vllm", "serve", "", "a b", "--", "--help", "--config"], run.Command);
        Assert.Null(run.Fault);
    }

    [Fact]
    public void The_proxy_is_known_without_a_config()
    {
        var run = Assert.IsType<Arguments.Run>(Arguments.Parse(["run", "-c", "a", "--proxy", "0.0.0.0:9000=localhost:19000"]));

        Assert.Equal(new ProxyRoute(new IPEndPoint(IPAddress.Any, 9000), new IPEndPoint(IPAddress.Loopback, 19000)), run.Proxy);
    }

    [Theory]
    [InlineData("run -- sleep 1", "run needs --config FILE.")]
    [InlineData("run --confg a -- sleep 1", "--confg is not known; run takes --config FILE and --proxy LISTEN=ENGINE.")]
    [InlineData("run -c a --proxy 9000=19000 -- sleep 1", "--proxy takes LISTEN=ENGINE")]
    [InlineData("run -c a --proxy 0.0.0.0:9000=127.0.0.1:9000 -- sleep 1", "the ports must differ")]
    [InlineData("run -c a --proxy -- sleep 1", "--proxy needs LISTEN=ENGINE.")]
    public void A_fault_of_ours_does_not_take_the_engines_command_away(string line, string fault)
    {
        var run = Assert.IsType<Arguments.Run>(Arguments.Parse(line.Split(' ')));

        Assert.Equal(["sleep", "1"], run.Command);
        Assert.Contains(fault, run.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run -c a --", "run has no command after --.")]
    [InlineData("check -c a -- sleep", "check takes no command after --.")]
    [InlineData("-- sleep", "a command is missing")]
    [InlineData("check -c a --proxy x", "--proxy is not known; check takes --config FILE.")]
    [InlineData("run -c a --proxy x", "--proxy takes LISTEN=ENGINE")]
    public void Without_a_command_to_start_a_fault_is_the_end(string line, string fault) =>
        Assert.Contains(fault, Assert.IsType<Arguments.Wrong>(Arguments.Parse(line.Split(' '))).Message, StringComparison.Ordinal);
}
