using Sonde.Operator.Artifacts;
using Sonde.Testing;

namespace Sonde.Operator.Tests.Artifacts;

public sealed class AgentReleaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_digest_names_the_content_of_all_files()
    {
        _folder.Write("sonde-agent", "1");
        var alone = AgentRelease.Load(_folder.Path);
        _folder.Write("ca-certificates.crt", "roots");
        _folder.Write("README", "not published");
        var both = AgentRelease.Load(_folder.Path);

        Assert.Equal(["sonde-agent", "ca-certificates.crt"], both.Files.Select(f => f.Name));
        Assert.NotEqual(alone.Digest, both.Digest);
        Assert.Equal(both.Digest, AgentRelease.Load(_folder.Path).Digest);
        Assert.Matches("^sha256:[0-9a-f]{64}$", both.Digest);
        Assert.DoesNotContain('+', both.Version);
    }

    [Fact]
    public void A_folder_without_an_agent_says_what_to_do() =>
        Assert.Equal($"--agent-dir {_folder.Path} holds no file sonde-agent; `make agent` builds it.", Assert.Throws<FileNotFoundException>(() => AgentRelease.Load(_folder.Path)).Message);
}
