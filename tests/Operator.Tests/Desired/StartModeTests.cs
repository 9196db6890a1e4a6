using Sonde.Operator.Api;
using Sonde.Operator.Desired;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;
using Sonde.Operator.Tests.Drift;

namespace Sonde.Operator.Tests.Desired;

/// <summary>What a function becomes when the agent starts its engine.</summary>
public sealed class StartModeTests
{
    private const string Folder = "/mnt/sonde/agent/00112233445566778899aabbccddeeff";

    [Fact]
    public void With_Entrypoint_the_agent_runs_the_declared_words()
    {
        var desired = Desired(AgentStart.Entrypoint, s => (s.Container!.Args, s.Hooks) = (["--port", "9000"], new() { InitializerCommand = ["warm", "up"] }));

        Assert.Equal(
            [
                "/bin/sh", "-c",
                $"mkdir -p /tmp/sonde && cp -f '{Folder}'/* /tmp/sonde/ && chmod 0755 /tmp/sonde/sonde-agent && case \"$(/tmp/sonde/sonde-agent version)\" in sonde-agent*) "
                + "exec /tmp/sonde/sonde-agent run --config '/mnt/sonde/config/llm/chat.yaml' -- \"$@\";; esac; echo 'sonde: the agent could not be started' >&2; exec \"$@\"",
                "sonde", "vllm", "serve", "/mnt/model",
            ],
            desired.Config.CustomContainerConfig!.Entrypoint);
        Assert.Equal(["--port", "9000"], desired.Config.CustomContainerConfig.Command);
        Assert.Equal(("hooks.initializer", "warm up", null), (desired.Initializer!.Path, string.Join(' ', desired.Initializer.Hook.Command!), desired.PreStop));
    }

    [Fact]
    public void With_Proxy_the_agent_also_takes_the_port_and_the_hook_before_the_end()
    {
        var desired = Desired(AgentStart.Proxy, s => s.Container!.Args = ["--port", "9000"]);

        var container = desired.Config.CustomContainerConfig!;
        Assert.Contains("run --config '/mnt/sonde/config/llm/chat.yaml' --proxy 0.0.0.0:9000=127.0.0.1:19000 -- 'vllm' 'serve' '/mnt/model' '--port' '19000';;", container.Entrypoint![2], StringComparison.Ordinal);
        Assert.Equal((9000, "/health", "vllm serve /mnt/model --port 9000"), (container.Port, container.HealthCheckConfig!.HttpGetUrl, string.Join(' ', [.. container.Entrypoint.Skip(4), .. container.Command!])));
        Assert.Equal(("observability.preStop", "sonde-pre-stop", 3), (desired.PreStop!.Path, desired.PreStop.Hook.Handler, desired.PreStop.Hook.Timeout));
        Assert.Null(desired.Initializer);
    }

    [Theory]
    [InlineData(Engine.VLLM, "vllm serve /m --port 9000", "'vllm' 'serve' '/m' '--port' '19000';;")]
    [InlineData(Engine.VLLM, "vllm serve /m --port 9000 --master-port 19000", "'--port' '19001' '--master-port' '19000';;")]
    [InlineData(Engine.SGLang, "python3 -m sglang.launch_server --port=9000", "'--port=19000' '--enable-metrics';;")]
    [InlineData(Engine.TGI, "text-generation-launcher -p 9000", "'-p' '19000' '--prometheus-port' '19500';;")]
    [InlineData(Engine.Triton, "tritonserver", "'tritonserver' '--http-port' '19000';;")]
    [InlineData(Engine.LMDeploy, "lmdeploy serve api_server /m --server-port 9000", "'--server-port' '19000';;")]
    [InlineData(Engine.LlamaCpp, "llama-server -m x.gguf", "'llama-server' '-m' 'x.gguf' '--metrics' '--port' '19000';;")]
    [InlineData(Engine.TensorRTLLM, "trtllm-serve /m --port 9000", "'trtllm-serve' '/m' '--port' '19000';;")]
    [InlineData(Engine.Xinference, "xinference-local -p 9000", "'xinference-local' '-p' '19000';;")]
    public void An_engine_is_moved_by_its_own_flag_to_a_port_that_nothing_else_names(Engine engine, string command, string moved)
    {
        var desired = Desired(AgentStart.Proxy, s => (s.Engine, s.Container!.Command) = (engine, [.. command.Split(' ')]));

        Assert.Contains(moved, desired.Config.CustomContainerConfig!.Entrypoint![2], StringComparison.Ordinal);
    }

    [Fact]
    public void An_engine_that_was_moved_by_hand_keeps_its_words()
    {
        var desired = Desired(AgentStart.Proxy, s => (s.Engine, s.Observability!.Proxy) = (Engine.Ollama, new() { EnginePort = 11434 }));

        Assert.Contains("--proxy 0.0.0.0:9000=127.0.0.1:11434 -- \"$@\";;", desired.Config.CustomContainerConfig!.Entrypoint![2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 3, 2000, false)]
    [InlineData(1, 1, 666, true)]
    [InlineData(30, 30, 10000, true)]
    public void The_agent_is_done_before_the_hooks_time_is_over_and_passes_on_one_that_the_user_has(int? own, int hook, int push, bool forward)
    {
        var function = Function(AgentStart.Proxy, s => s.Hooks = new() { PreStopTimeoutSeconds = own });

        Assert.Equal(hook, PreStopHook.Of(function)!.Hook.Timeout);
        Assert.Equal((push, forward), ((int)PreStopHook.Options(function).Timeout.TotalMilliseconds, PreStopHook.Options(function).Forward));
    }

    [Theory]
    [InlineData(AgentStart.Entrypoint)]
    [InlineData(AgentStart.Proxy)]
    public void Without_the_engines_command_it_says_what_to_add(AgentStart start)
    {
        foreach (var args in new List<string>?[] { null, ["--port", "9000"] })
        {
            var stalled = Stalled(start, s => (s.Container!.Command, s.Container.Args) = (null, args));

            Assert.Equal((Reasons.CommandUnknown, null), (stalled.Reason, stalled.NextLook));
            Assert.Contains("set spec.container.command", stalled.Message, StringComparison.Ordinal);
            Assert.Contains($"start {start}", stalled.Message, StringComparison.Ordinal);
        }
    }

    public static TheoryData<Action<LlmFunctionSpec>, string> Immovable() => new()
    {
        { s => s.Engine = Engine.Ollama, "engine Ollama" },
        { s => s.Engine = Engine.NIM, "engine NIM" },
        { s => s.Engine = null, "an engine that spec.engine does not name" },
        { s => s.Container!.Command = ["sh", "-c", "vllm serve /m"], "write --port 9000 into it" },
        { s => s.Observability!.Proxy = new() { EnginePort = 9000 }, "is the function's own port" },
    };

    [Theory]
    [MemberData(nameof(Immovable))]
    public void An_engine_that_cannot_be_moved_is_refused_with_what_to_do(Action<LlmFunctionSpec> but, string told)
    {
        var stalled = Stalled(AgentStart.Proxy, but);

        Assert.Equal(Reasons.InvalidSpec, stalled.Reason);
        Assert.Contains(told, stalled.Message, StringComparison.Ordinal);
        Assert.Contains("spec.observability.proxy.enginePort", stalled.Message, StringComparison.Ordinal);
    }

    private static DesiredFunction Desired(AgentStart start, Action<LlmFunctionSpec>? but = null) => Compared.Desired(Function(start, but), Given.Observer());

    private static Outcome.Stalled Stalled(AgentStart start, Action<LlmFunctionSpec> but) =>
        Assert.IsType<Outcome.Stalled>(Assert.Throws<ReconcileStopped>(() => Desired(start, but)).Outcome);

    private static LlmFunction Function(AgentStart start, Action<LlmFunctionSpec>? but = null) => Given.Function(s =>
    {
        s.Observability = new() { PipelineRef = new() { Name = "engines" }, Start = start };
        s.Health = new() { Path = "/health" };
        but?.Invoke(s);
    });
}
