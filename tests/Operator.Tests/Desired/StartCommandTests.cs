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
        var start = StartCommand.Of(Given(engine, command, args), EngineProfiles.Find(engine));

        Assert.Equal(entrypoint, start.Words.Entrypoint);
        Assert.Equal(rest, start.Words.Args);
        Assert.Null(start.MissingFlag);
    }

    [Fact]
    public void Where_the_image_decides_the_command_the_missing_flag_is_told() =>
        Assert.Equal("--enable-metrics", StartCommand.Of(Given(Engine.SGLang, null, null), EngineProfiles.Find(Engine.SGLang)).MissingFlag);

    [Fact]
    public void The_spec_itself_stays_as_it_is()
    {
        var function = Given(Engine.SGLang, ["python3"], ["--port", "9000"]);

        StartCommand.Of(function, EngineProfiles.Find(Engine.SGLang));

        Assert.Equal((["python3"], ["--port", "9000"]), (function.Spec.Container!.Command!.ToArray(), function.Spec.Container.Args!.ToArray()), Words);
    }

    [Theory]
    [InlineData(null, "text-generation-launcher --model-id /m", "text-generation-launcher --model-id /m --prometheus-port 19500")]
    [InlineData(null, "text-generation-launcher --port 9000 --prometheus-port 9000", "text-generation-launcher --port 9000 --prometheus-port 19500")]
    [InlineData(null, "text-generation-launcher --prometheus-port=9001", "text-generation-launcher --prometheus-port=9001")]
    [InlineData(8080, "text-generation-launcher --port 8080", "text-generation-launcher --port 8080")]
    [InlineData(8080, "text-generation-launcher --port 8080 --prometheus-port 8080 --master-port 19500", "text-generation-launcher --port 8080 --prometheus-port 19501 --master-port 19500")]
    public void Case_20_the_second_listener_of_TGI_never_wants_the_port_of_the_function(int? port, string command, string wanted)
    {
        var function = Given(Engine.TGI, command.Split(' '), null);
        function.Spec.Container!.Port = port;

        Assert.Equal(wanted, string.Join(' ', StartCommand.Of(function, EngineProfiles.Find(Engine.TGI)).Words.All));
    }

    [Fact]
    public void A_function_that_nobody_observes_gets_no_flag() =>
        Assert.Equal(["python3"], StartCommand.Of(Given(Engine.SGLang, ["python3"], null), null).Words.Entrypoint);

    private static bool Words((string[], string[]) a, (string[], string[]) b) => a.Item1.SequenceEqual(b.Item1) && a.Item2.SequenceEqual(b.Item2);

    private static LlmFunction Given(Engine engine, string[]? command, string[]? args) =>
        Tests.Given.Function(s => (s.Engine, s.Container) = (engine, new() { Image = "x", Command = command?.ToList(), Args = args?.ToList() }));
}
