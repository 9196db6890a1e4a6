using System.Net.Sockets;
using System.Text;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Tests;

/// <summary>Recorded requests of the official SDKs over a real socket: what a server makes of the bytes must not spoil what was signed.</summary>
public sealed class ReplayTests
{
    private static readonly string[] s_notAuthentic =
    [
        "SignatureNotMatch", "SignatureDoesNotMatch", "InvalidAccessKeyID", "InvalidAccessKeyId", "InvalidTimeStamp.Expired", "RequestTimeTooSkewed", "SignatureNonceUsed", "MissingRequiredHeader", "InvalidSecurityToken",
    ];

    public static TheoryData<Recording> Recordings => [.. Recording.All];

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task Every_recorded_request_is_authentic_on_the_wire_and_is_not_a_second_time(Recording recording)
    {
        await using var cloud = await StartAsync();
        List<string> spoiled = [], taken = [];
        foreach (var request in Recording.Of(recording.Name))
        {
            if (await AskAsync(cloud, request) is var first && s_notAuthentic.Any(code => first.Contains(code, StringComparison.Ordinal)))
                spoiled.Add($"{request.Method} {request.Target}: {first}");
            if (request.Headers.ContainsKey("x-acs-signature-nonce") && !(await AskAsync(cloud, request)).Contains("SignatureNonceUsed", StringComparison.Ordinal))
                taken.Add($"{request.Method} {request.Target}");
        }

        Assert.Empty(spoiled);
        Assert.Empty(taken);
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task Every_third_change_of_a_recorded_request_is_refused_on_the_wire(Recording recording)
    {
        await using var cloud = await StartAsync();
        var changed = Recording.Of(recording.Name).SelectMany(Recording.Changed).Where((_, at) => at % 3 == 0).ToList();
        List<string> taken = [];
        foreach (var request in changed)
        {
            var answer = await AskAsync(cloud, request);
            if (!s_notAuthentic.Any(code => answer.Contains(code, StringComparison.Ordinal)) && !answer.StartsWith("HTTP/1.1 404", StringComparison.Ordinal) && !answer.StartsWith("HTTP/1.1 405", StringComparison.Ordinal) && !IsHead403(request, answer))
                taken.Add($"{request.Method} {request.Target}: {answer}");
        }

        Assert.Empty(taken);
        Assert.Empty(cloud.World.Functions.All());
        Assert.Empty(cloud.World.Arms.Instances);
    }

    /// <summary>An error of HEAD has no body; its code is in a header.</summary>
    private static bool IsHead403(WireRequest request, string answer) => request.Method == "HEAD" && answer.StartsWith("HTTP/1.1 403", StringComparison.Ordinal);

    private static async Task<Cloud> StartAsync()
    {
        var cloud = await Cloud.StartAsync();
        cloud.Clock.AdjustTime(Recording.Clock);
        cloud.World.Accounts.Accept(RecordingJudge.KeyId, "CAISfakeSecurityToken/with+plus==");
        return cloud;
    }

    /// <summary>Sends the very bytes, chunked where the SDK did, and reads until the emulator closes.</summary>
    private static async Task<string> AskAsync(Cloud cloud, WireRequest request)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(cloud.Server.Url.Host, cloud.Server.Url.Port, TestContext.Current.CancellationToken);
        var head = new StringBuilder($"{request.Method} {request.Target} HTTP/1.1\r\n");
        foreach (var (name, value) in request.Headers.Where(header => header.Key is not ("connection" or "content-length" or "transfer-encoding")))
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        var chunked = request.Headers.ContainsKey("transfer-encoding");
        head.Append("connection: close\r\n").Append(chunked ? "transfer-encoding: chunked\r\n\r\n" : $"content-length: {request.Body.Length}\r\n\r\n");
        byte[] body = !chunked ? request.Body.ToArray()
            : request.Body.IsEmpty ? [.. "0\r\n\r\n"u8]
            : [.. Encoding.ASCII.GetBytes($"{request.Body.Length:x}\r\n"), .. request.Body.Span, .. "\r\n0\r\n\r\n"u8];
        await socket.SendAsync((byte[])[.. Encoding.Latin1.GetBytes(head.ToString()), .. body], TestContext.Current.CancellationToken);
        var (buffer, answer) = (new byte[16 * 1024], new StringBuilder());
        while (await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken) is var read and > 0)
            answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
        return answer.ToString();
    }
}
