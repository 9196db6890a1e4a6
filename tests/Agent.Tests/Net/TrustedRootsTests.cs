using Sonde.Agent.Core.Net;

namespace Sonde.Agent.Tests.Net;

public sealed class TrustedRootsTests
{
    [Theory]
    [InlineData("/mine.pem", "/etc/ssl/cert.pem", "/mine.pem")]
    [InlineData(null, "/mnt/agent/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt", "/etc/pki/tls/certs/ca-bundle.crt")]
    [InlineData("", "/mnt/agent/ca-certificates.crt", "/mnt/agent/ca-certificates.crt")]
    [InlineData(null, "/mnt/config/ca-certificates.crt", "/mnt/config/ca-certificates.crt")]
    [InlineData(null, "", null)]
    public void The_image_comes_before_what_was_published_and_the_variable_before_all(string? variable, string files, string? expected)
    {
        Assert.Equal(expected, TrustedRoots.FindFile(_ => variable, files.Split(' ').Contains, ["/mnt/agent", "/mnt/config"]));
    }
}
