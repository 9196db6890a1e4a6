using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sonde.Emulator.Faults;
using Sonde.Emulator.FunctionCompute;
using Sonde.Emulator.Instances;

namespace Sonde.Emulator.Tests;

/// <summary>Faults of answers that come from an instance: seen on the wire, byte by byte, at a trigger URL and at an invocation.</summary>
public sealed class SpoiledAnswerTests
{
    private const string Said = "0123456789";

    [Theory]
    [InlineData(429, "Throttling.User")]
    [InlineData(500, "InternalServerError")]
    [InlineData(503, "ServiceUnavailable")]
    public async Task A_trigger_URL_is_refused_before_the_instance_hears_of_it(int status, string code)
    {
        await using var stage = await StageAsync();
        stage.Cloud.Server.Faults.Add(new FaultRule { Service = "trigger", Status = status, Count = 1 });

        Assert.Equal(status, (await AskAsync(stage.Cloud)).Status);
        Assert.Equal((0, 200), (stage.Host.Served, (await AskAsync(stage.Cloud)).Status));
        Assert.Equal((status, code), Noted(await JournalAsync(stage.Cloud)));
    }

    [Fact]
    public async Task The_connection_of_a_trigger_URL_breaks_before_any_work()
    {
        await using var stage = await StageAsync();
        stage.Cloud.Server.Faults.Add(new FaultRule { Service = "trigger", Mode = FaultMode.Reset });

        Assert.Equal("", (await AskAsync(stage.Cloud)).Raw);
        Assert.Equal(0, stage.Host.Served);
        Assert.Equal((0, "fault:reset"), Noted(await JournalAsync(stage.Cloud)));
    }

    [Fact]
    public async Task The_answer_of_a_trigger_URL_is_lost_after_the_work()
    {
        await using var stage = await StageAsync();
        stage.Cloud.Server.Faults.Add(new FaultRule { Service = "trigger", Mode = FaultMode.AfterWork });

        Assert.Equal(("", 1), ((await AskAsync(stage.Cloud)).Raw, stage.Host.Served));
    }

    [Fact]
    public async Task The_answer_of_a_trigger_URL_becomes_another_one_after_the_work()
    {
        await using var stage = await StageAsync();
        stage.Cloud.Server.Faults.Add(new FaultRule { Service = "trigger", Mode = FaultMode.AfterWork, Status = 502, Code = "BadGateway" });

        var answer = await AskAsync(stage.Cloud);

        Assert.Equal((502, 1), (answer.Status, stage.Host.Served));
        Assert.Contains("\"Code\":\"BadGateway\"", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("x-said", answer.Raw, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(FaultMode.ResetInBody, 1, 11, "01234")]
    [InlineData(FaultMode.WrongLength, 3, 13, Said)]
    [InlineData(FaultMode.WrongLength, -4, 6, "012345")]
    public async Task The_body_of_a_trigger_URL_is_damaged_after_the_work(FaultMode mode, int off, int promised, string body)
    {
        await using var stage = await StageAsync();
        stage.Cloud.Server.Faults.Add(new FaultRule { Service = "trigger", Mode = mode, LengthOff = off });

        var answer = await AskAsync(stage.Cloud);

        Assert.Equal((200, body, 1), (answer.Status, answer.Body, stage.Host.Served));
        Assert.Contains($"\r\nContent-Length: {promised}\r\n", answer.Raw, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\r\nx-said: yes\r\n", answer.Raw, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(FaultMode.AfterWork)]
    [InlineData(FaultMode.ResetInBody)]
    [InlineData(FaultMode.WrongLength)]
    public async Task The_answer_of_an_invocation_is_lost_only_after_the_function_has_run(FaultMode mode)
    {
        await using var stage = await StageAsync();
        stage.Cloud.Server.Faults.Add(new FaultRule { Operation = "InvokeFunction", Mode = mode });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => stage.Cloud.Client.FcAsync("POST", "functions/chat/invocations", new JsonObject()));

        Assert.Equal(1, stage.Host.Served);
    }

    [Fact]
    public async Task A_trigger_URL_waits_by_the_clock_of_the_emulator()
    {
        await using var stage = await StageAsync();
        stage.Cloud.Server.Faults.Add(new FaultRule { Service = "trigger", DelayMs = 60_000, Count = 1 });

        var waiting = AskAsync(stage.Cloud);
        await Testing.Eventually.TrueAsync("the rule holds the request", TimeSpan.FromSeconds(60), () => stage.Cloud.Server.Faults.All()[0].Hits > 0, TestContext.Current.CancellationToken);
        Assert.Equal((false, 0), (waiting.IsCompleted, stage.Host.Served));
        await Testing.Eventually.TrueAsync("the delay is over", TimeSpan.FromSeconds(60), () =>
        {
            stage.Cloud.Clock.Advance(TimeSpan.FromSeconds(60));
            return waiting.IsCompleted;
        }, TestContext.Current.CancellationToken);

        Assert.Equal((200, 1), ((await waiting).Status, stage.Host.Served));
    }

    private static async Task<Stage> StageAsync()
    {
        var host = new SayingHost();
        var cloud = await Cloud.StartAsync(options => options with { InstanceHost = _ => host });
        (await cloud.CreateAsync("chat")).Ok();
        (await cloud.Client.FcAsync("POST", "functions/chat/triggers", Triggers.Http("http"))).Ok();
        cloud.Clock.Advance(TimeSpan.FromSeconds(1));
        return new(cloud, host);
    }

    /// <summary>One request on a connection of its own, and all that comes back until it ends or breaks.</summary>
    private static async Task<Wire> AskAsync(Cloud cloud)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(cloud.Server.Url.Host, cloud.Server.Url.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /_fc/chat/v1/models HTTP/1.1\r\nHost: {cloud.Server.Url.Authority}\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        var (buffer, text) = (new byte[4096], new StringBuilder());
        try
        {
            while (await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken) is var read and > 0)
                text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
        catch (SocketException)
        {
            // Reset: what came before it counts.
        }

        return new(text.ToString());
    }

    private static async Task<JsonArray> JournalAsync(Cloud cloud) => (JsonArray)JsonNode.Parse(await cloud.Client.Plain.GetStringAsync("/_emulator/journal?service=trigger"))!;

    private static (int Status, string Code) Noted(JsonArray journal) => (journal[0]!["status"]!.GetValue<int>(), journal[0]!["code"]!.GetValue<string>());

    private sealed record Wire(string Raw)
    {
        public int Status => Raw.Length > 0 ? int.Parse(Raw.Split(' ')[1]) : 0;

        public string Body => Raw[(Raw.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
    }

    private sealed record Stage(Cloud Cloud, SayingHost Host) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Cloud.DisposeAsync();
    }

    /// <summary>Says the same to everybody.</summary>
    private sealed class SayingHost : IInstanceHost
    {
        private int _served;

        public int Served => _served;

        public async Task InvokeAsync(HttpContext context, InvokeCall call)
        {
            Interlocked.Increment(ref _served);
            context.Response.Headers["x-said"] = "yes";
            context.Response.ContentLength = Said.Length;
            await context.Response.WriteAsync(Said);
            await context.Response.Body.FlushAsync();
            await context.Response.CompleteAsync();
        }

        public IReadOnlyList<InstanceInfo> List(FunctionRecord function) => [];

        public ProvisionState? Provisioned(FunctionRecord function, string qualifier) => null;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
