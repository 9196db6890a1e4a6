using System.Net;
using System.Text.Json.Nodes;
using Sonde.Testing;

namespace Sonde.Emulator.Tests.Instances;

/// <summary>What a process in an instance finds around itself; it tells by its output.</summary>
public sealed class InstanceInsideTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_has_the_declared_environment_and_what_the_platform_injects()
    {
        await using var rig = await InstanceRig.StartAsync();
        rig.AddEngine("f", "env", new JsonObject { ["environmentVariables"] = new JsonObject { ["GREETING"] = "it's \"quoted\"" } });

        await rig.GetAsync("/_fc/f/version");
        var id = rig.Only("f").InstanceId;
        var lines = rig.Host.Logs(id)!;

        Assert.Contains("GREETING=it's \"quoted\"", lines);
        Assert.Contains($"FC_INSTANCE_ID={id}", lines);
        Assert.Contains("FC_FUNCTION_NAME=f", lines);
        Assert.Contains($"FC_ACCOUNT_ID={InstanceRig.Account}", lines);
        Assert.Contains("FC_CUSTOM_LISTEN_PORT=9000", lines);
        Assert.Contains("FC_FUNCTION_MEMORY_SIZE=32768", lines);
        Assert.Contains(lines, line => line.StartsWith("ALIBABA_CLOUD_SECURITY_TOKEN=", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("SONDE_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Credentials_are_not_injected_where_the_function_forbids_it()
    {
        await using var rig = await InstanceRig.StartAsync();
        rig.AddEngine("f", "env", new JsonObject { ["disableInjectCredentials"] = "All" });

        await rig.GetAsync("/_fc/f/version");

        Assert.DoesNotContain(rig.Host.Logs(rig.Only("f").InstanceId)!, line => line.StartsWith("ALIBABA_CLOUD_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Objects_are_files_without_execute_bit_and_follow_the_bucket()
    {
        await using var rig = await InstanceRig.StartAsync();
        rig.World.Buckets.Write(InstanceRig.Account, InstanceRig.Bucket, "qwen3/tool", "#!/bin/sh\necho ran\n"u8.ToArray());
        rig.AddEngine("f", """
            /mnt/qwen3/tool || echo "refused $?"; cp /mnt/qwen3/tool /tmp/t; chmod +x /tmp/t; /tmp/t; touch /mnt/qwen3/mine || echo "read-only"
            while true; do echo "sees $(ls /mnt/qwen3 | tr '\n' ' ') $(cat /mnt/qwen3/sub/new 2>/dev/null)"; sleep 0.05; done &
            """);
        rig.Provision("f", 1, alwaysAllocateCpu: true);
        await Eventually.TrueAsync("it is ready", s_patience, () => rig.Host.Provisioned(rig.Function("f"), "LATEST")?.Current == 1, Cancellation);
        var id = rig.Only("f").InstanceId;

        rig.World.Buckets.Write(InstanceRig.Account, InstanceRig.Bucket, "qwen3/sub/new", "first"u8.ToArray());
        await Eventually.TrueAsync("the new object is seen", s_patience, () => rig.Host.Logs(id)!.Any(line => line.EndsWith("first", StringComparison.Ordinal)), Cancellation);
        rig.World.Buckets.Write(InstanceRig.Account, InstanceRig.Bucket, "qwen3/sub/new", "second"u8.ToArray());
        await Eventually.TrueAsync("its change is seen", s_patience, () => rig.Host.Logs(id)!.Any(line => line.EndsWith("second", StringComparison.Ordinal)), Cancellation);
        rig.World.Buckets.Delete(InstanceRig.Bucket, "qwen3/sub/new");
        await Eventually.TrueAsync("its end is seen", s_patience, () => rig.Host.Logs(id)![^1].Trim() == "sees config.json tool", Cancellation);

        var lines = rig.Host.Logs(id)!;
        Assert.Contains("refused 126", lines);
        Assert.Contains("ran", lines);
        Assert.Contains("read-only", lines);
    }

    [Fact]
    public async Task A_mount_of_nothing_keeps_the_instance_from_starting()
    {
        await using var rig = await InstanceRig.StartAsync();
        rig.World.Buckets.Delete(InstanceRig.Bucket, InstanceRig.ModelKey);
        rig.AddEngine("f");

        using var answer = await rig.Client.GetAsync(new Uri("/_fc/f/", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Contains("has no directory", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_initializer_runs_before_the_first_request_and_its_background_process_stays()
    {
        await using var rig = await InstanceRig.StartAsync();
        var initializer = new JsonArray("/bin/sh", "-c", "nohup /bin/sh -c 'echo $FC_INSTANCE_ID > /tmp/by; sleep 1000' >/dev/null 2>&1 &");
        rig.AddEngine("f", "( until [ -s /tmp/by ]; do sleep 0.02; done; echo initialised by $(cat /tmp/by) ) &", Hook(initializer, 10));

        await rig.GetAsync("/_fc/f/version");
        var id = rig.Only("f").InstanceId;

        await Eventually.TrueAsync("the initializer ran", s_patience, () => rig.Host.Logs(id)!.Contains($"initialised by {id}", StringComparer.Ordinal), Cancellation);
        Assert.Contains(rig.Host.Processes(id)!, process => File.ReadAllText($"/proc/{process.Id}/cmdline").Contains("1000", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("exit 3", 5, "exited with code 3")]
    [InlineData("sleep 60", 1, "did not end within 1 s")]
    [InlineData("no-such-program", 5, "exited with code 127")]
    public async Task A_failing_initializer_is_told_with_status_200_and_a_header(string line, int timeout, string message)
    {
        await using var rig = await InstanceRig.StartAsync();
        rig.AddEngine("f", more: Hook(InstanceRig.Shell(line), timeout));

        using var answer = await rig.Client.GetAsync(new Uri("/_fc/f/", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["InitializationError"], answer.Headers.GetValues("X-Fc-Error-Type"));
        Assert.Contains(message, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_emulator_is_reached_at_its_own_address_and_nothing_else_is()
    {
        await using var rig = await InstanceRig.StartAsync();
        rig.AddEngine("f");
        var port = new Uri(rig.World.BaseUrl).Port;
        // bash can open a connection by itself, so no client is needed inside.
        var ask = $$"""
            /bin/bash -c 'exec 3<>/dev/tcp/127.0.0.1/{{port}} && printf "GET /outside HTTP/1.0\r\nHost: x\r\n\r\n" >&3 && cat <&3; echo'
            /bin/bash -c '(exec 3<>/dev/tcp/127.0.0.1/{{(port == 65535 ? port - 1 : port + 1)}}) || echo closed'
            """;
        rig.Update("f", InstanceRig.Shell($"sleep 0.3\n{ask}\nexec vllm serve /mnt/qwen3 --port 9000"));

        await rig.GetAsync("/_fc/f/version");
        var lines = rig.Host.Logs(rig.Only("f").InstanceId)!;

        Assert.Contains(lines, line => line.StartsWith("reached", StringComparison.Ordinal));
        Assert.Contains("closed", lines);
    }

    private static JsonObject Hook(JsonArray command, int timeout) =>
        new() { ["instanceLifecycleConfig"] = new JsonObject { ["initializer"] = new JsonObject { ["command"] = command, ["timeout"] = timeout } } };
}
