using Sonde.Operator.Desired;

namespace Sonde.Operator.Tests.Desired;

public sealed class CommandWordsTests
{
    private static readonly string[] s_flags = ["--port", "-p"];

    public static TheoryData<string[]?, string[]?, string[]?, string[]?> Moves() => new()
    {
        // In the words, however the flag is written.
        { ["vllm", "serve", "--port", "9000", "--x"], null, ["vllm", "serve", "--port", "19000", "--x"], null },
        { ["vllm", "--port=9000"], ["--x"], ["vllm", "--port=19000"], ["--x"] },
        { ["tgi"], ["-p", "80"], ["tgi"], ["-p", "19000"] },
        { ["tgi", "-p80"], null, ["tgi", "-p19000"], null },
        // The flag ends the entrypoint, and its value begins the arguments.
        { ["vllm", "--port"], ["9000", "--x"], ["vllm", "--port"], ["19000", "--x"] },
        // The last one counts to an engine, so all are moved.
        { ["vllm", "--port", "1", "--port=2"], null, ["vllm", "--port", "19000", "--port=19000"], null },
        // Other flags that only begin alike.
        { ["vllm", "--port-range", "9000", "-pp", "4", "--port", "9000"], null, ["vllm", "--port-range", "9000", "-pp", "4", "--port", "19000"], null },
        // Added where it is absent.
        { ["vllm", "serve"], null, ["vllm", "serve", "--port", "19000"], null },
        { ["vllm"], ["serve"], ["vllm"], ["serve", "--port", "19000"] },
        // Within a shell's script.
        { ["sh", "-c", "exec vllm serve --port 9000 --x 2>&1"], null, ["sh", "-c", "exec vllm serve --port 19000 --x 2>&1"], null },
        { ["/bin/bash", "-lc"], ["vllm --port=\"$PORT\"; exit 3"], ["/bin/bash", "-lc"], ["vllm --port=19000; exit 3"] },
        { ["env", "sh", "-c", "vllm --port ${FC_CUSTOM_LISTEN_PORT:-9000}"], null, ["env", "sh", "-c", "vllm --port 19000"], null },
        // Where it belongs there cannot be known.
        { ["sh", "-c", "vllm serve /m"], null, null, null },
        { ["sh", "-c", "a --port 1 & b --port 2"], null, null, null },
        { ["sh", "-c", "vllm --port $(pick)"], null, null, null },
        { ["sh", "start.sh"], null, null, null },
    };

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_port_is_moved_in_its_place_or_not_at_all(string[]? entrypoint, string[]? args, string[]? moved, string[]? rest)
    {
        var words = new CommandWords(entrypoint, args).WithPort(s_flags, 19000);

        Assert.Equal(moved, words?.Entrypoint);
        Assert.Equal(rest, words?.Args);
    }

    [Theory]
    [InlineData(9000, "vllm", "--port", "9000")]
    [InlineData(2, "vllm", "--port", "1", "--port=2")]
    [InlineData(9000, "sh", "-c", "vllm --port '9000'")]
    [InlineData(null, "sh", "-c", "vllm --port $PORT")]
    [InlineData(null, "vllm", "--port")]
    [InlineData(null, "vllm")]
    public void The_port_that_counts_is_read(int? port, params string[] words) => Assert.Equal(port, new CommandWords(words, null).Port(s_flags));
}
