using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Http;
using Sonde.Agent.Core.RemoteWrite;

namespace Sonde.Agent.Tests.RemoteWrite;

/// <summary>Answers over a real connection that are none, or odd: each leads to a verdict, and the next request is as good as any.</summary>
public sealed class RemoteWriteClientTests
{
    private const string Good = "HTTP/1.1 204 No Content\nConnection: close\n\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Verdicts are internal, so the table has their names.
    public static TheoryData<string?, string> Answers => new()
    {
        { null, "Retry" },                                                                                       // a reset
        { "", "Retry" },                                                                                         // an end without a word
        { "what is this\n\n", "Retry" },                                                                         // no HTTP
        { "HTTP/1.1 999 Odd\nContent-Length: 0\nConnection: close\n\n", "Drop" },
        { "HTTP/1.1 200 OK\nContent-Length: 0\nConnection: close\n\n", "Delivered" },                            // an empty 200
        { "HTTP/1.1 200 OK\nContent-Length: 9\nConnection: close\n\nthank you", "Delivered" },                   // its body is nobody's concern
        { "HTTP/1.1 200 OK\nContent-Length: 900\nConnection: close\n\nhalf a bo", "Delivered" },
        { "HTTP/1.1 500 Oh\nContent-Length: 900\nConnection: close\n\nhalf a bo", "Retry" },
        { "HTTP/1.1 400 Bad\nContent-Length: 1000000\nConnection: close\n\n" + new string('x', 1_000_000), "Drop" },
        { "HTTP/1.1 400 Bad\nTransfer-Encoding: chunked\nConnection: close\n\nzz\ngarbage", "Drop" },
        { "HTTP/1.1 307 Elsewhere\nLocation: http://127.0.0.1:1/\nContent-Length: 0\nConnection: close\n\n", "Drop" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    [Spec("2.10 broken receivers")]
    [Spec("2.10 2xx with a body")]
    public async Task An_odd_answer_has_a_verdict_and_the_next_request_works(string? answer, string verdict)
    {
        await using RawReceiver receiver = new(answer is null ? null : RawReceiver.Answer(answer), RawReceiver.Answer(Good));
        using HttpConnections connections = new(() => HandlerFactory.Create(new TlsOptions()));
        RemoteWriteClient client = new(Given.Destination with { Url = receiver.Url }, connections, TimeProvider.System);

        var odd = await client.SendAsync(new byte[] { 0 }, RemoteWriteProtocol.V1, attempt: 1, Cancellation);
        var good = await client.SendAsync(new byte[] { 0 }, RemoteWriteProtocol.V1, attempt: 2, Cancellation);

        Assert.Equal(verdict, RemoteWriteVerdict.Of(odd.Status, retryTooManyRequests: true).ToString());
        Assert.InRange(odd.Text.Length, 0, 1024);
        Assert.Equal(204, good.Status);
    }

    [Theory]
    [InlineData("http://no.such.host.invalid/write")]   // does not resolve
    [InlineData("http://127.0.0.1:1/write")]            // nobody listens
    [Spec("2.10 unknown scheme, unresolvable host")]
    public async Task A_receiver_that_cannot_be_reached_is_a_case_for_a_retry(string url)
    {
        using HttpConnections connections = new(() => HandlerFactory.Create(new TlsOptions()));
        RemoteWriteClient client = new(Given.Destination with { Url = url }, connections, TimeProvider.System);

        var answer = await client.SendAsync(new byte[] { 0 }, RemoteWriteProtocol.V2, attempt: 1, Cancellation);

        Assert.Null(answer.Status);
        Assert.Equal(Verdict.Retry, RemoteWriteVerdict.Of(answer.Status, retryTooManyRequests: false));
        Assert.NotEqual("", answer.Text);
    }
}
