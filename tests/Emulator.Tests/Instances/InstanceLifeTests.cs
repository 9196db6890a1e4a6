using System.Net;
using System.Text.Json.Nodes;
using Sonde.Emulator.Instances;
using Sonde.Testing;

namespace Sonde.Emulator.Tests.Instances;

public sealed class InstanceLifeTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_starts_an_instance_and_the_stand_in_says_that_it_is_one()
    {
        await using var rig = await InstanceRig.StartAsync();
        rig.AddEngine("f");

        using var answer = await rig.Client.GetAsync(new Uri("/_fc/f/version", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["vllm"], answer.Headers.GetValues("X-Sonde-Stand-In"));
        Assert.StartsWith("c-", rig.Only("f").InstanceId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_functions_serve_on_the_same_port_at_once()
    {
        await using var rig = await InstanceRig.StartAsync();
        rig.AddEngine("one");
        rig.AddEngine("two");

        var answers = await Task.WhenAll(rig.GetAsync("/_fc/one/v1/models"), rig.GetAsync("/_fc/two/v1/models"));

        Assert.All(answers, answer => Assert.Contains("\"id\":\"m\"", answer, StringComparison.Ordinal));
        Assert.NotEqual(rig.Only("one").InstanceId, rig.Only("two").InstanceId);
    }

    [Fact]
    public async Task Between_requests_every_process_is_stopped_also_one_that_left_its_session()
    {
        await using var rig = await InstanceRig.StartAsync();
        rig.AddEngine("f", "setsid /bin/sh -c 'while true; do echo beat; sleep 0.02; done' &", new JsonObject { ["environmentVariables"] = new JsonObject { ["SONDE_STANDIN_TOKENS_PER_SECOND"] = "20" } });

        await rig.GetAsync("/_fc/f/version");
        await Eventually.TrueAsync("the instance is frozen", s_patience, () => rig.Only("f").Status == "Frozen", Cancellation);
        var id = rig.Only("f").InstanceId;
        var processes = rig.Host.Processes(id)!;

        Assert.True(processes.Count >= 5, $"init, engine, relay, the loop and its sleep were expected, seen {processes.Count}");
        Assert.All(processes, process => Assert.True(process.State is 'T' or 'Z', $"{process.Id} is {process.State}"));
        var beats = rig.Host.Logs(id)!.Count;
        await rig.GetAsync("/outside");
        Assert.InRange(rig.Host.Logs(id)!.Count, beats, beats + 1);

        // A request of about two seconds: the loop has CPU as long as it runs.
        using var chat = new StringContent("""{"messages":[{"role":"user","content":"x"}]}""");
        using var answer = await rig.Client.PostAsync(new Uri("/_fc/f/v1/chat/completions", UriKind.Relative), chat, Cancellation);
        Assert.True(rig.Host.Logs(id)!.Count > beats + 5, "the loop did not beat while the request ran");
        Assert.Equal(id, rig.Only("f").InstanceId);
    }

    [Fact]
    public async Task A_provisioned_instance_starts_without_a_request_and_never_stops()
    {
        await using var rig = await InstanceRig.StartAsync();
        rig.AddEngine("f", "while true; do echo beat; sleep 0.05; done &");

        rig.Provision("f", 1, alwaysAllocateCpu: true);
        await Eventually.TrueAsync("one instance is ready", s_patience, () => rig.Host.Provisioned(rig.Function("f"), "LATEST") is { Current: 1, CurrentError: "" }, Cancellation);
        await rig.GetAsync("/_fc/f/version");
        var (id, beats) = (rig.Only("f").InstanceId, rig.Host.Logs(rig.Only("f").InstanceId)!.Count);
        await Eventually.TrueAsync("it beats without requests", s_patience, () => rig.Host.Logs(id)!.Count > beats + 2, Cancellation);

        Assert.Equal(("Running", "Provisioned"), (rig.Only("f").Status, rig.Only("f").ResourceType));
    }

    [Fact]
    public async Task A_provisioned_instance_hibernates_when_its_cpu_is_not_always_allocated()
    {
        await using var rig = await InstanceRig.StartAsync();
        rig.AddEngine("f");

        rig.Provision("f", 1, alwaysAllocateCpu: false);

        await Eventually.TrueAsync("it is frozen", s_patience, () => rig.Host.List(rig.Function("f")) is [{ Status: "Frozen" }], Cancellation);
        Assert.Contains("0.10.1", await rig.GetAsync("/_fc/f/version"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_replaces_the_instance_and_a_provisioned_one_comes_back_by_itself()
    {
        await using var rig = await InstanceRig.StartAsync();
        rig.AddEngine("f");
        rig.Provision("f", 1, alwaysAllocateCpu: true);
        await Eventually.TrueAsync("one instance is ready", s_patience, () => rig.Host.Provisioned(rig.Function("f"), "LATEST")?.Current == 1, Cancellation);
        var before = rig.Only("f").InstanceId;

        rig.Update("f", InstanceRig.Shell("exec vllm serve /mnt/qwen3 --port 9000 --served-model-name renamed"));

        await Eventually.TrueAsync("the new one is ready", s_patience, () => rig.Host.Provisioned(rig.Function("f"), "LATEST")?.Current == 1, Cancellation);
        Assert.Contains("\"id\":\"renamed\"", await rig.GetAsync("/_fc/f/v1/models"), StringComparison.Ordinal);
        Assert.NotEqual(before, rig.Only("f").InstanceId);
        Assert.Contains(rig.Host.List(rig.Function("f")), instance => instance.InstanceId == before && instance.Status == "Destroyed");
    }

    [Fact]
    public async Task A_deleted_function_leaves_no_process()
    {
        await using var rig = await InstanceRig.StartAsync();
        var function = rig.AddEngine("f", "setsid sleep 1000 &");
        await rig.GetAsync("/_fc/f/version");
        var processes = rig.Host.Processes(rig.Only("f").InstanceId)!.Select(process => process.Id).ToList();

        rig.Delete("f");

        await Eventually.TrueAsync("all processes are gone", s_patience, () => !processes.Any(id => Directory.Exists($"/proc/{id}")), Cancellation);
        Assert.All(rig.Host.List(function), instance => Assert.Equal("Destroyed", instance.Status));
    }

    [Fact]
    public async Task An_idle_instance_is_asked_to_stop_and_then_destroyed()
    {
        await using var rig = await InstanceRig.StartAsync(new InstanceOptions { IdleTimeout = TimeSpan.FromMilliseconds(300) });
        rig.AddEngine("f", more: new JsonObject { ["instanceLifecycleConfig"] = new JsonObject { ["preStop"] = new JsonObject { ["handler"] = "index.preStop", ["timeout"] = 3 } } });

        await rig.GetAsync("/_fc/f/version");

        await Eventually.TrueAsync("it is destroyed", s_patience, () => rig.Host.List(rig.Function("f")) is [{ Status: "Destroyed" }], Cancellation);
    }

    [Fact]
    public async Task A_process_that_ends_is_told_with_its_output()
    {
        await using var rig = await InstanceRig.StartAsync();
        rig.Add("f", ["vllm", "serve", "/mnt/nowhere", "--port", "9000"]);

        using var answer = await rig.Client.GetAsync(new Uri("/_fc/f/", UriKind.Relative), Cancellation);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Contains("CAExited", body, StringComparison.Ordinal);
        Assert.Contains("/mnt/nowhere", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_on_the_loopback_only_is_not_started_to_the_platform()
    {
        await using var rig = await InstanceRig.StartAsync(new InstanceOptions { StartTimeout = TimeSpan.FromSeconds(3) });
        rig.Add("f", ["python3", "-m", "sglang.launch_server", "--model-path", "/mnt/qwen3", "--port", "9000"]);

        using var answer = await rig.Client.GetAsync(new Uri("/_fc/f/", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Contains("must listen on 0.0.0.0", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beyond_the_last_instance_a_request_is_told_to_wait()
    {
        await using var rig = await InstanceRig.StartAsync(new InstanceOptions { MostInstances = 1 });
        rig.AddEngine("f", more: new JsonObject { ["instanceConcurrency"] = 1, ["environmentVariables"] = new JsonObject { ["SONDE_STANDIN_TOKENS_PER_SECOND"] = "5" } });
        using var chat = new HttpRequestMessage(HttpMethod.Post, "/_fc/f/v1/chat/completions")
        {
            Content = new StringContent("""{"messages":[{"role":"user","content":"x"}],"stream":true}"""),
        };
        using var first = await rig.Client.SendAsync(chat, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        using var second = await rig.Client.GetAsync(new Uri("/_fc/f/version", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.Contains("ResourceExhausted", await second.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }
}
