using Sonde.Operator.Api;
using Sonde.Operator.Desired;
using Sonde.Operator.Engines;

namespace Sonde.Operator.Tests.Desired;

public sealed class StartCommandTests
{
    public static TheoryData<Engine, string[]?, string[]?, string[]?, string[]?> Commands() => new()
    {
        // Nothing is needed, or it is there.
        { Engine.VLLM, ["vllm", "serve"], null, ["vllm", "serve"], null },
        { Engine.SGLang, ["python3", "--enable-metrics"], null, ["python3", "--enable-metrics"], null },
        { Engine.SGLang, ["python3"], ["--enable-metrics=true"], ["python3"], ["--enable-metrics=true"] },
        { Engine.SGLang, ["sh", "-c", "python3 -m sglang.launch_server --enable-metrics"], null, ["sh", "-c", "python3 -m sglang.launch_server --enable-metrics"], null },
        // To the arguments, where there are some, else to the command.
        { Engine.SGLang, ["python3"], ["--port", "9000"], ["python3"], ["--port", "9000", "--enable-metrics"] },
        { Engine.SGLang, null, ["--port", "9000"], null, ["--port", "9000", "--enable-metrics"] },
        { Engine.SGLang, ["python3", "-m", "sglang.launch_server"], null, ["python3", "-m", "sglang.launch_server", "--enable-metrics"], null },
        // Into a shell's script.
        { Engine.SGLang, ["/bin/bash", "-lc", "exec python3 -m x \n"], null, ["/bin/bash", "-lc", "exec python3 -m x --enable-metrics"], null },
        { Engine.SGLang, ["/bin/sh", "-c"], ["run.sh"], ["/bin/sh", "-c"], ["run.sh --enable-metrics"] },
        { Engine.SGLang, ["/bin/sh"], ["-ec", "run.sh"], ["/bin/sh"], ["-ec", "run.sh --enable-metrics"] },
        { Engine.SGLang, null, ["-c", "python3 -m x"], null, ["-c", "python3 -m x --enable-metrics"] },
        // A -c that is no shell's.
        { Engine.LlamaCpp, ["llama-server", "-m", "x.gguf", "-c", "4096"], null, ["llama-server", "-m", "x.gguf", "-c", "4096", "--metrics"], null },
        { Engine.LlamaCpp, null, ["-c", "4096"], null, ["-c", "4096", "--metrics"] },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_flag_that_metrics_need_is_added_once_and_in_its_place(Engine engine, string[]? command, string[]? args, string[]? entrypoint, string[]? rest)
    {
        var container = new ContainerSpec { Command = command?.ToList(), Args = args?.ToList() };

        var start = StartCommand.Of(container, EngineProfiles.Find(engine));

        Assert.Equal((entrypoint, rest), (start.Entrypoint, start.Command), EqualityComparer<(IReadOnlyList<string>?, IReadOnlyList<string>?)>.Create(
            (a, b) => (a.Item1 ?? []).SequenceEqual(b.Item1 ?? []) && (a.Item2 ?? []).SequenceEqual(b.Item2 ?? []) && a.Item1 is null == b.Item1 is null && a.Item2 is null == b.Item2 is null));
        Assert.Null(start.MissingFlag);
        Assert.Equal(command, container.Command);
    }

    [Fact]
    public void Where_the_image_decides_the_command_the_missing_flag_is_told() =>
        Assert.Equal(new StartCommand(null, null, "--enable-metrics"), StartCommand.Of(new(), EngineProfiles.Find(Engine.SGLang)));

    [Fact]
    public void A_function_that_nobody_observes_gets_no_flag() =>
        Assert.Equal(["python3"], StartCommand.Of(new() { Command = ["python3"] }, null).Entrypoint);
}
