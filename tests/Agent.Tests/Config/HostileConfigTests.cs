using System.Text;
using CsCheck;
using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Tests.Config;

public sealed class HostileConfigTests
{
    private static readonly string[] s_files = [CollectorText.Good, Encoding.UTF8.GetString(ConfigFiles.File("prometheus.yaml").Content.Span)];

    private static readonly string[] s_signs = ["[", "{", ": ", "- ", "\n", "*a", "&a ", "!!map ", "<<: ", "|", "${", "'", "\t"];

    [Fact]
    [Trait(Fuzz.Trait, Fuzz.Value)]
    public void No_damage_to_a_file_makes_the_reader_throw()
    {
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 2000], Gen.Int[0, 40], Gen.OneOf(Gen.String, Gen.Int[0, s_signs.Length - 1].Select(i => s_signs[i]))).Sample(
            (file, at, cut, insert) =>
            {
                var text = s_files[file];
                at %= text.Length;
                var damaged = text[..at] + insert + text[Math.Min(text.Length, at + cut)..];
                var reading = AgentConfigReader.Read(ConfigFiles.Text(damaged), ConfigEnvironment.Placeholders);
                return reading.Config is null == (reading.Faults.Count > 0);
            },
            iter: Fuzz.Rounds(2000));
    }

    [Fact]
    public void A_file_cut_anywhere_is_read_or_refused()
    {
        foreach (var text in s_files)
        {
            for (var length = 0; length < text.Length; length++)
            {
                var reading = AgentConfigReader.Read(ConfigFiles.Text(text[..length]), ConfigEnvironment.Placeholders);
                Assert.Equal(reading.Config is null, reading.Faults.Count > 0);
            }
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        var reading = AgentConfigReader.Read(new ConfigSource("a.yaml", new byte[] { 0xff, 0xfe, 0x00 }), ConfigEnvironment.Placeholders);

        Assert.Equal("a.yaml:1:1: is not UTF-8 text.", Assert.Single(reading.Faults).ToString());
    }

    [Fact]
    public void Depth_is_bounded()
    {
        var reading = AgentConfigReader.Read(ConfigFiles.Text(new string('[', 5000)), ConfigEnvironment.Placeholders);

        Assert.Contains("levels", Assert.Single(reading.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_that_double_on_every_line_are_bounded()
    {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 40; i++)
            text.Append($"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n");
        var reading = AgentConfigReader.Read(ConfigFiles.Text(text.ToString()), ConfigEnvironment.Placeholders);

        Assert.Contains("values", Assert.Single(reading.Faults).Message, StringComparison.Ordinal);
    }
}
