using System.Net;
using Sonde.Agent.Tests.Net;
using Sonde.Testing.RemoteWrite;

namespace Sonde.Agent.Tests.Published;

[Trait("Needs", "PublishedAgent")]
public sealed class EmptyRootTests
{
    private const string Host = "receiver.sonde.example";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task From_an_empty_root_it_delivers_over_TLS_to_a_name_that_a_name_server_knows()
    {
        await using var root = new EmptyRoot();
        await using var dns = new DnsServer(new Dictionary<string, IPAddress[]>(StringComparer.Ordinal) { [Host] = [IPAddress.Loopback] });
        root.NameServer(dns);
        root.Add("/etc/resolv.conf", "nameserver 127.0.0.1\n");

        await DeliversAsync(root);

        Assert.Contains(Host, dns.Asked);
    }

    [Fact]
    public async Task From_an_empty_root_it_delivers_over_TLS_to_a_name_of_the_hosts_file()
    {
        await using var root = new EmptyRoot();
        root.Add("/etc/hosts", $"127.0.0.1 {Host}\n");

        await DeliversAsync(root);
    }

    [Fact]
    public async Task From_a_root_that_is_read_only_it_delivers_and_leaves_nothing_behind()
    {
        await using EmptyRoot root = new() { IsReadOnly = true };
        root.Add("/etc/hosts", $"127.0.0.1 {Host}\n");

        await DeliversAsync(root);
    }

    [Fact]
    public async Task A_spool_in_a_read_only_tmp_is_told_by_its_path_and_memory_takes_its_place()
    {
        await using EmptyRoot root = new() { IsReadOnly = true };
        root.Add("/etc/hosts", $"127.0.0.1 {Host}\n");
        root.Add("/mnt/extras.yaml", "sonde: {spool: {directory: /tmp/sonde-spool}}\n");

        var said = await DeliversAsync(root, "--config /mnt/extras.yaml");

        Assert.Contains("/tmp/sonde-spool", said, StringComparison.Ordinal);
        Assert.Contains("Samples are held in memory only", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_whose_authority_is_not_trusted_gets_nothing()
    {
        using var authority = new TestAuthority();
        using var other = new TestAuthority();
        using var certificate = authority.Issue(Host);
        var cancellation = TestContext.Current.CancellationToken;
        await using var sink = await RemoteWriteSink.StartAsync(certificate, cancellation);
        await using var page = await MetricsPage.StartAsync(cancellation);
        await using var root = new EmptyRoot();
        root.Add("/etc/hosts", $"127.0.0.1 {Host}\n");
        await using var agent = await StartAsync(root, other, sink, page);

        await agent.WaitForLineAsync("the refusal", line => line.Contains("certificate", StringComparison.OrdinalIgnoreCase), s_patience, cancellation);

        Assert.Empty(sink.Requests);
    }

    private static async Task<string> DeliversAsync(EmptyRoot root, string arguments = "")
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue(Host);
        var cancellation = TestContext.Current.CancellationToken;
        await using var sink = await RemoteWriteSink.StartAsync(certificate, cancellation);
        await using var page = await MetricsPage.StartAsync(cancellation);
        await using var agent = await StartAsync(root, authority, sink, page, arguments);
        try
        {
            await sink.WaitForAsync("the engine's samples", _ => sink.Accepted.Any(series => series.Name == "engine_up" && series["instance"] == "c-7"), s_patience, cancellation);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message} The agent said:{Environment.NewLine}{agent.LastLines()}", e);
        }

        Assert.All(sink.Requests, request => Assert.StartsWith("Basic ", request.Headers["Authorization"], StringComparison.Ordinal));
        Assert.DoesNotContain("hush", agent.Error, StringComparison.Ordinal);
        return agent.Error;
    }

    private static Task<Testing.Processes.ChildProcess> StartAsync(EmptyRoot root, TestAuthority authority, RemoteWriteSink sink, MetricsPage page, string arguments = "")
    {
        root.Relay(inside: 9443, outside: sink.Port);
        root.Relay(inside: 9000, outside: page.Port);
        root.Add("/mnt/ca-certificates.crt", authority.Bundle);
        root.Set("FC_INSTANCE_ID", "c-7");
        root.Set("SECRET", "hush");
        root.Add("/mnt/config.yaml", Config.CollectorText.With("http://receiver/write", $"https://{Host}:9443/api/v1/write")
            .Replace("15s", "1s", StringComparison.Ordinal).Replace("password: p", "password: ${env:SECRET}", StringComparison.Ordinal));
        return root.StartAsync($"run --config /mnt/config.yaml {arguments}");
    }
}
