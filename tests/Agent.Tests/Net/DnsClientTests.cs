using System.Net;
using System.Net.Sockets;
using CsCheck;
using Sonde.Agent.Core.Net;

namespace Sonde.Agent.Tests.Net;

public sealed class DnsClientTests
{
    private static readonly IPAddress s_four = IPAddress.Parse("192.0.2.7");
    private static readonly IPAddress s_six = IPAddress.Parse("2001:db8::7");
    private static readonly Dictionary<string, IPAddress[]> s_names = new(StringComparer.Ordinal) { ["r.example"] = [s_four, s_six] };

    [Fact]
    public async Task Both_kinds_of_address_are_asked_for_and_aliases_followed()
    {
        await using var server = new DnsServer(s_names);

        Assert.Equal([s_four, s_six], await LookUpAsync("r.example", server.EndPoint));
    }

    [Fact]
    public async Task An_answer_too_long_for_a_datagram_is_asked_for_by_stream()
    {
        await using var server = new DnsServer(s_names) { Truncates = true };

        Assert.Equal([s_four, s_six], await LookUpAsync("r.example", server.EndPoint));
    }

    [Fact]
    public async Task An_answer_to_another_question_is_passed_over()
    {
        await using var server = new DnsServer(s_names) { Forges = true };

        Assert.Equal([s_four, s_six], await LookUpAsync("r.example", server.EndPoint));
    }

    [Fact]
    public async Task A_name_that_does_not_exist_has_no_address()
    {
        await using var server = new DnsServer(s_names);

        Assert.Empty((await LookUpAsync("no.example", server.EndPoint))!);
    }

    [Fact]
    public async Task The_next_server_is_asked_when_one_cannot_say()
    {
        await using var refusing = new DnsServer(s_names) { Code = 5 };
        await using var knowing = new DnsServer(s_names);
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        Assert.Equal([s_four, s_six], await LookUpAsync("r.example", refusing.EndPoint, (IPEndPoint)silent.LocalEndPoint!, knowing.EndPoint));
    }

    [Fact]
    public async Task Nobody_answering_is_not_the_same_as_no_address()
    {
        await using var refusing = new DnsServer(s_names) { Code = 2 };

        Assert.Null(await LookUpAsync("r.example", refusing.EndPoint));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData(".")]
    [InlineData("bücher.example")]
    public async Task A_name_that_DNS_cannot_carry_is_not_asked_for(string name)
    {
        await using var server = new DnsServer(s_names);

        Assert.Empty((await LookUpAsync(name, server.EndPoint))!);
        Assert.Empty(server.Asked);
    }

    [Fact]
    [Trait(Fuzz.Trait, Fuzz.Value)]
    public void No_answer_makes_the_reader_throw()
    {
        var question = DnsMessage.Question(1, "r.example", DnsMessage.TypeA)!;
        Gen.Byte.Array[0, 80].Sample(
            noise =>
            {
                byte[] message = [.. question, .. noise];
                message[2] = 0x80;
                message[7] = 9;
                return DnsMessage.Read(message, question, DnsMessage.TypeA).Addresses.Count <= 9;
            },
            iter: Fuzz.Rounds(2000));
    }

    private static Task<IReadOnlyList<IPAddress>?> LookUpAsync(string name, params IPEndPoint[] servers) =>
        new DnsClient(TimeProvider.System).LookUpAsync(name, new ResolverConfig(servers, [], 1, TimeSpan.FromMilliseconds(500), 1), TestContext.Current.CancellationToken);
}
