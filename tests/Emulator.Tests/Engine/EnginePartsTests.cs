using CsCheck;
using Sonde.Engine.CommandLine;
using Sonde.Engine.Metrics;
using Sonde.Engine.Serving;

namespace Sonde.Emulator.Tests.Engine;

public sealed class EnginePartsTests
{
    [Fact]
    public void Pieces_join_to_the_text_and_a_text_cut_between_pieces_has_the_same_ones() => Gen.String.Sample(text =>
    {
        var pieces = Tokeniser.Pieces(text);
        var half = pieces.Take(pieces.Count / 2).ToList();
        return string.Concat(pieces) == text && Tokeniser.Pieces(string.Concat(half)).SequenceEqual(half);
    });

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(12, "12.0")]
    [InlineData(602914, "602914.0")]
    [InlineData(1843207, "1.843207e+06")]
    [InlineData(1.795610230842e9, "1.795610230842e+09")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(0.4173228346456693, "0.4173228346456693")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NaN, "NaN")]
    public void Numbers_are_printed_as_the_python_client_prints_them(double value, string text) => Assert.Equal(text, PythonFloat.Format(value));

    [Fact]
    public void The_command_of_the_quick_start_is_read()
    {
        var options = VllmCommandLine.Read(["serve", "/mnt/qwen3", "--served-model-name", "Qwen/Qwen3-0.6B", "--port=9000", "--max_model_len", "4096", "--trust-remote-code", "--gpu-memory-util", "0.9", "-tp", "1"]);

        Assert.Equal(("/mnt/qwen3", 9000, 4096), (options.Model, options.Port, options.ContextLength));
        Assert.Equal(["Qwen/Qwen3-0.6B"], options.ServedNames);
        Assert.True(options.EngineMetrics);
    }
}
