using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Sonde.Engine.Metrics;
using Sonde.Testing.Processes;

namespace Sonde.Emulator.Tests.Engine;

public sealed class StandInTests
{
    private const string Chat = """{"model":"m","messages":[{"role":"user","content":"Tell me about counters and gauges."}],"max_tokens":9}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Vllm_counts_what_it_tells_as_usage()
    {
        await using var engine = await StandInProcess.VllmAsync();
        Assert.Equal(0, Value(await engine.GetAsync("/metrics"), "vllm:prompt_tokens_total"));

        var usage = JsonNode.Parse(await engine.ChatAsync(Chat))!["usage"]!;

        var page = await engine.GetAsync("/metrics");
        Assert.Equal(usage["prompt_tokens"]!.GetValue<int>(), Value(page, "vllm:prompt_tokens_total"));
        Assert.Equal(usage["completion_tokens"]!.GetValue<int>(), Value(page, "vllm:generation_tokens_total"));
        Assert.Equal(9, Value(page, "vllm:generation_tokens_total"));
        Assert.Equal(1, Value(page, "vllm:request_success_total", "finished_reason=\"length\""));
        Assert.Equal(1, Value(page, "vllm:time_to_first_token_seconds_count"));
        Assert.Equal(8, Value(page, "vllm:time_per_output_token_seconds_count"));
        Assert.Equal(1, Value(page, "vllm:e2e_request_latency_seconds_bucket", "le=\"+Inf\""));
        Assert.Equal(0, Value(page, "vllm:num_requests_running"));
    }

    [Fact]
    public async Task Sglang_counts_a_stream_and_its_last_chunk_carries_the_usage()
    {
        await using var engine = await StandInProcess.SglangAsync("--enable-metrics");

        var events = await engine.ChatAsync("""{"model":"m","messages":[{"role":"user","content":"Stream."}],"stream":true,"stream_options":{"include_usage":true}}""");

        var chunks = events.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("data: [DONE]", chunks[^1]);
        var usage = JsonNode.Parse(chunks[^2]["data: ".Length..])!["usage"]!;
        var page = await engine.GetAsync("/metrics");
        Assert.Equal(usage["prompt_tokens"]!.GetValue<int>(), Value(page, "sglang:prompt_tokens_total"));
        Assert.Equal(usage["completion_tokens"]!.GetValue<int>(), Value(page, "sglang:generation_tokens_total"));
        // The role, one a token, the reason, the usage, and the end.
        Assert.Equal(usage["completion_tokens"]!.GetValue<int>() + 4, chunks.Length);
        Assert.Equal(1, Value(page, "sglang:num_requests_total"));
    }

    [Fact]
    public async Task Sglang_has_no_metrics_page_unless_asked_for()
    {
        await using var engine = await StandInProcess.SglangAsync();

        using var answer = await engine.Client.GetAsync(new Uri("/metrics", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Vllm_without_statistics_keeps_the_page_but_not_its_own_families()
    {
        await using var engine = await StandInProcess.VllmAsync("--disable-log-stats");

        var page = await engine.GetAsync("/metrics");

        Assert.DoesNotContain("vllm:", page, StringComparison.Ordinal);
        Assert.Contains("process_resident_memory_bytes ", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vllm-v1-0.10.1.prom", true)]
    [InlineData("sglang-main-2026-07-default.prom", false)]
    public async Task The_page_has_every_line_of_the_recorded_one_in_its_order(string recorded, bool vllm)
    {
        await using var engine = vllm ? await StandInProcess.VllmAsync() : await StandInProcess.SglangAsync("--enable-metrics");

        var page = await engine.GetAsync("/metrics");

        Assert.Equal(RecordedPage.Read(recorded).TrimEnd('\n').Split('\n').Select(WithoutValue), page.TrimEnd('\n').Split('\n').Select(WithoutValue));

        static string WithoutValue(string line) => line[0] == '#'
            ? line
            : line[..line.LastIndexOf(' ')].Replace("\"Qwen/Qwen3-0.6B\"", "\"m\"", StringComparison.Ordinal).Replace("\"Qwen/Qwen3-32B\"", "\"m\"", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain;version=0.0.4", "sglang:num_running_reqs{", "# TYPE sglang:prompt_tokens_total counter")]
    [InlineData("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5", "sglang_num_running_reqs{", "# TYPE sglang:prompt_tokens counter")]
    [InlineData("text/plain;version=0.0.4,application/openmetrics-text;version=1.0.0;q=0.1", "sglang_num_running_reqs{", "# TYPE sglang:prompt_tokens counter")]
    [InlineData("application/openmetrics-text;version=1.0.0;escaping=allow-utf-8", "sglang:num_running_reqs{", "# TYPE sglang:prompt_tokens counter")]
    public async Task Whoever_names_openmetrics_gets_other_names(string accept, string sample, string comment)
    {
        await using var engine = await StandInProcess.SglangAsync("--enable-metrics");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation("Accept", accept);

        using var answer = await engine.Client.SendAsync(request, Cancellation);
        var lines = (await answer.Content.ReadAsStringAsync(Cancellation)).Split('\n');

        Assert.Contains(lines, line => line.StartsWith(sample, StringComparison.Ordinal));
        Assert.Contains(comment, lines);
        Assert.Equal(accept.Contains("openmetrics", StringComparison.Ordinal), lines.Contains("# EOF"));
    }

    [Theory]
    [InlineData(2, "unrecognized arguments: --no-such", "vllm", "serve", "/", "--no-such")]
    [InlineData(2, "argument --port: invalid int value: 'x'", "vllm", "serve", "/", "--port", "x")]
    [InlineData(2, "the following arguments are required: --model-path", "python3", "-m", "sglang.launch_server")]
    [InlineData(1, "Invalid repository ID or local directory", "vllm", "serve", "/no/such/model")]
    [InlineData(1, "No module named flask", "python3", "-m", "flask")]
    public async Task A_wrong_command_line_fails_as_the_engine_would(int code, string message, params string[] words)
    {
        var result = await ChildProcess.RunAsync(new ChildProcessStart("dotnet", [StandInProcess.Assembly, .. words]), "", TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal(code, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("""{"model":"m","messages":[]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"max_tokens":0}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"model":"other","messages":[{"role":"user","content":"x"}]}""", HttpStatusCode.NotFound)]
    public async Task A_request_that_the_engine_refuses_counts_no_token(string body, HttpStatusCode status)
    {
        await using var engine = await StandInProcess.VllmAsync();
        using var content = new StringContent(body);

        using var answer = await engine.Client.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), content, Cancellation);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(0, Value(await engine.GetAsync("/metrics"), "vllm:prompt_tokens_total"));
    }

    private static double Value(string page, string name, string label = "{")
    {
        var line = Assert.Single(page.Split('\n'), line => line.StartsWith(name + "{", StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal));
        return double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }
}
