using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Sonde.Agent.Core.Net;

/// <summary>Asks name servers for the addresses of a name: by datagram, and by stream when the answer is too long.</summary>
internal sealed class DnsClient(TimeProvider clock)
{
    private const int LargestDatagram = 4096;

    /// <summary>The addresses of a full name; empty when it has none; null when no server could say.</summary>
    public async Task<IReadOnlyList<IPAddress>?> LookUpAsync(string name, ResolverConfig config, CancellationToken cancellation)
    {
        var four = AskAllAsync(name, DnsMessage.TypeA, config, cancellation);
        var six = AskAllAsync(name, DnsMessage.TypeAaaa, config, cancellation);
        await Task.WhenAll(four, six);
        var (a, aaaa) = (await four, await six);
        // Servers that know nothing of IPv6 are common: one good answer is enough.
        return a is null && aaaa is null ? null : [.. a ?? [], .. aaaa ?? []];
    }

    private async Task<IReadOnlyList<IPAddress>?> AskAllAsync(string name, ushort type, ResolverConfig config, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < config.Attempts; attempt++)
        {
            foreach (var server in config.Servers)
            {
                if (await AskOneAsync(name, type, server, config.Timeout, cancellation) is { } addresses)
                    return addresses;
            }
        }

        return null;
    }

    private async Task<IReadOnlyList<IPAddress>?> AskOneAsync(string name, ushort type, IPEndPoint server, TimeSpan timeout, CancellationToken cancellation)
    {
        // The id and the port of a fresh socket are what an answer must know.
        if (DnsMessage.Question((ushort)RandomNumberGenerator.GetInt32(0x10000), name, type) is not { } question)
            return [];

        using var deadline = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            var answer = await AskByDatagramAsync(question, server, either.Token);
            var (outcome, addresses) = DnsMessage.Read(answer.Span, question, type);
            if (outcome is DnsOutcome.Truncated)
            {
                answer = await AskByStreamAsync(question, server, either.Token);
                (outcome, addresses) = DnsMessage.Answers(answer.Span, question) ? DnsMessage.Read(answer.Span, question, type) : (DnsOutcome.Failed, []);
            }

            return outcome is DnsOutcome.Answered ? addresses : null;
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> AskByDatagramAsync(byte[] question, IPEndPoint server, CancellationToken cancellation)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellation);
        await socket.SendAsync(question, cancellation);
        var buffer = new byte[LargestDatagram];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellation);
            // Anybody may send here; what does not answer our question is not for us.
            if (DnsMessage.Answers(buffer.AsSpan(0, length), question))
                return buffer.AsMemory(0, length);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> AskByStreamAsync(byte[] question, IPEndPoint server, CancellationToken cancellation)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, cancellation);
        await using var stream = new NetworkStream(socket);
        var framed = new byte[question.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)question.Length);
        question.CopyTo(framed, 2);
        await stream.WriteAsync(framed, cancellation);

        await stream.ReadExactlyAsync(framed.AsMemory(0, 2), cancellation);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(framed)];
        await stream.ReadExactlyAsync(answer, cancellation);
        return answer;
    }
}
