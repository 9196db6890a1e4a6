using System.Text.Json.Nodes;
using Sonde.Testing;

namespace Sonde.Emulator.Tests.Instances;

public sealed class InstanceStreamTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_streamed_answer_passes_chunk_by_chunk()
    {
        await using var rig = await InstanceRig.StartAsync();
        rig.AddEngine("f", more: At(tokensPerSecond: 20));

        using var answer = await SendAsync(rig);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation));
        var first = await reader.ReadLineAsync(Cancellation);

        // The engine's own figures come while the stream is still open: it was not collected first.
        Assert.StartsWith("data: ", first, StringComparison.Ordinal);
        var page = await rig.GetAsync("/_fc/f/metrics");
        Assert.Contains("vllm:num_requests_running{engine=\"0\",model_name=\"m\"} 1.0", page, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", await reader.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_request_inside_too()
    {
        await using var rig = await InstanceRig.StartAsync();
        rig.AddEngine("f", more: At(tokensPerSecond: 2));
        // Always awake: one that froze at once would learn of the abort only by and by.
        rig.Provision("f", 1, alwaysAllocateCpu: true);

        using (var answer = await SendAsync(rig))
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(Cancellation);
            await stream.ReadExactlyAsync(new byte[6], Cancellation);
        }

        await Eventually.TrueAsync(
            "the engine counts an abort",
            TimeSpan.FromSeconds(20),
            async _ => (await rig.GetAsync("/_fc/f/metrics")).Contains("finished_reason=\"abort\",model_name=\"m\"} 1.0", StringComparison.Ordinal),
            Cancellation);
    }

    [Fact]
    public async Task Usage_told_to_clients_is_what_the_metrics_page_adds_up_to()
    {
        await using var rig = await InstanceRig.StartAsync();
        rig.AddEngine("f", more: At(tokensPerSecond: 0));
        var (prompt, completion) = (0, 0);

        for (var turn = 0; turn < 5; turn++)
        {
            using var content = new StringContent($$"""{"messages":[{"role":"user","content":"question number {{turn}}, please"}],"max_tokens":{{10 + turn}}}""");
            using var answer = await rig.Client.PostAsync(new Uri("/_fc/f/v1/chat/completions", UriKind.Relative), content, Cancellation);
            var usage = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["usage"]!;
            prompt += usage["prompt_tokens"]!.GetValue<int>();
            completion += usage["completion_tokens"]!.GetValue<int>();
        }

        var page = await rig.GetAsync("/_fc/f/metrics");
        Assert.Equal(10 + 11 + 12 + 13 + 14, completion);
        Assert.Contains($"vllm:prompt_tokens_total{{engine=\"0\",model_name=\"m\"}} {prompt}.0\n", page, StringComparison.Ordinal);
        Assert.Contains($"vllm:generation_tokens_total{{engine=\"0\",model_name=\"m\"}} {completion}.0\n", page, StringComparison.Ordinal);
    }

    private static JsonObject At(int tokensPerSecond) => new() { ["environmentVariables"] = new JsonObject { ["SONDE_STANDIN_TOKENS_PER_SECOND"] = $"{tokensPerSecond}" } };

    private static Task<HttpResponseMessage> SendAsync(InstanceRig rig) => rig.Client.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "/_fc/f/v1/chat/completions") { Content = new StringContent("""{"messages":[{"role":"user","content":"x"}],"stream":true}""") },
        HttpCompletionOption.ResponseHeadersRead,
        Cancellation);
}
