using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sonde.Agent.Tests.Net;

/// <summary>A name server on loopback that answers as told, by datagram and by stream. Written apart from the client it tests.</summary>
internal sealed class DnsServer : IAsyncDisposable
{
    private readonly Socket _datagrams;
    private readonly TcpListener _streams;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, IPAddress[]> _names;
    private readonly Task[] _serving;

    public DnsServer(Dictionary<string, IPAddress[]> names)
    {
        _names = names;
        (_datagrams, _streams) = ListenOnOnePort();
        EndPoint = (IPEndPoint)_datagrams.LocalEndPoint!;
        _serving = [ServeDatagramsAsync(), ServeStreamsAsync()];
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Datagrams say only "too long".</summary>
    public bool Truncates { get; init; }

    /// <summary>Answers with this code instead of an address.</summary>
    public byte Code { get; init; }

    /// <summary>Sends an answer with a wrong id before the right one.</summary>
    public bool Forges { get; init; }

    public List<string> Asked { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _datagrams.Dispose();
        _streams.Dispose();
        await Task.WhenAll(_serving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    /// <summary>One question and its answer without any frame: a datagram that came through a pipe.</summary>
    public async Task ServeRawAsync(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[1024];
        while (await stream.ReadAsync(buffer, cancellation) is > 0 and var length)
            await stream.WriteAsync(Answer(buffer.AsSpan(0, length), Truncates), cancellation);
    }

    /// <summary>A free port of datagrams may be taken as a port of streams, by whoever: then another pair is looked for.</summary>
    private static (Socket Datagrams, TcpListener Streams) ListenOnOnePort()
    {
        while (true)
        {
            var streams = new TcpListener(IPAddress.Loopback, 0);
            streams.Start();
            var datagrams = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                datagrams.Bind(streams.LocalEndpoint);
                return (datagrams, streams);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse)
            {
                datagrams.Dispose();
                streams.Dispose();
            }
        }
    }

    private async Task ServeDatagramsAsync()
    {
        var buffer = new byte[1024];
        while (true)
        {
            var got = await _datagrams.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
            var answer = Answer(buffer.AsSpan(0, got.ReceivedBytes), Truncates);
            if (Forges)
            {
                var forged = (byte[])answer.Clone();
                forged[0] ^= 0xFF;
                forged[^1] ^= 0xFF;
                await _datagrams.SendToAsync(forged, got.RemoteEndPoint, _stop.Token);
            }

            await _datagrams.SendToAsync(answer, got.RemoteEndPoint, _stop.Token);
        }
    }

    private async Task ServeStreamsAsync()
    {
        while (true)
        {
            using var client = await _streams.AcceptTcpClientAsync(_stop.Token);
            var stream = client.GetStream();
            var length = new byte[2];
            await stream.ReadExactlyAsync(length, _stop.Token);
            var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(question, _stop.Token);
            var answer = Answer(question, truncated: false);
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)answer.Length);
            await stream.WriteAsync((byte[])[.. length, .. answer], _stop.Token);
        }
    }

    private byte[] Answer(ReadOnlySpan<byte> question, bool truncated)
    {
        var name = NameOf(question);
        lock (Asked)
            Asked.Add(name);
        var type = question[^3];
        var found = _names.TryGetValue(name, out var all) && Code == 0 ? all.Where(a => a.GetAddressBytes().Length == (type == 1 ? 4 : 16)).ToArray() : [];
        var message = new List<byte>(question.ToArray());
        message[2] = (byte)(0x81 | (truncated ? 0x02 : 0));
        message[3] = Code != 0 ? Code : (byte)(all is null ? 3 : 0);
        if (truncated)
            return [.. message];

        message[7] = (byte)(found.Length + 1);
        // An alias first, then the addresses of what it stands for.
        message.AddRange([0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 4, 1, (byte)'x', 0xC0, 12]);
        foreach (var address in found)
            message.AddRange([0xC0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, (byte)(type == 1 ? 4 : 16), .. address.GetAddressBytes()]);
        return [.. message];
    }

    private static string NameOf(ReadOnlySpan<byte> question)
    {
        var labels = new List<string>();
        for (var at = 12; question[at] != 0; at += question[at] + 1)
            labels.Add(Encoding.ASCII.GetString(question.Slice(at + 1, question[at])));
        return string.Join('.', labels);
    }
}
