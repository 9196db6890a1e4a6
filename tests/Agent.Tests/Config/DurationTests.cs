using Sonde.Agent.Core.Config.Reading;

namespace Sonde.Agent.Tests.Config;

public sealed class DurationTests
{
    [Theory]
    [InlineData("15s", 15_000L)]
    [InlineData("1m30s", 90_000L)]
    [InlineData("500ms", 500L)]
    [InlineData("1s500ms", 1_500L)]
    [InlineData("1h", 3_600_000L)]
    [InlineData("1d", 86_400_000L)]
    [InlineData("1w2d", 9 * 86_400_000L)]
    [InlineData("0", 0L)]
    [InlineData("", null)]
    [InlineData("15", null)]
    [InlineData("s", null)]
    [InlineData("1.5s", null)]
    [InlineData("-1s", null)]
    [InlineData("1s1m", null)]
    [InlineData("1s1s", null)]
    [InlineData("1 s", null)]
    [InlineData("99999999999999999999y", null)]
    public void Prometheus_writes_whole_numbers_in_falling_units(string text, long? milliseconds)
    {
        Assert.Equal(milliseconds is not null, Durations.TryPrometheus(text, out var duration));
        Assert.Equal(milliseconds ?? 0, (long)duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("1.5s", 1_500L)]
    [InlineData("200ms", 200L)]
    [InlineData("1s1m", 61_000L)]
    [InlineData("5000us", 5L)]
    [InlineData("1d", null)]
    [InlineData("5", null)]
    [InlineData("1..5s", null)]
    public void Go_writes_fractions_and_any_order(string text, long? milliseconds)
    {
        Assert.Equal(milliseconds is not null, Durations.TryGo(text, out var duration));
        Assert.Equal(milliseconds ?? 0, (long)duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("10MB", 10L << 20)]
    [InlineData("1KiB", 1024L)]
    [InlineData("1.5KB", 1536L)]
    [InlineData("7B", 7L)]
    [InlineData("0", 0L)]
    [InlineData("10", null)]
    [InlineData("10mb", null)]
    [InlineData("MB", null)]
    public void A_size_is_in_powers_of_1024(string text, long? bytes)
    {
        Assert.Equal(bytes is not null, Sizes.TryParse(text, out var size));
        Assert.Equal(bytes ?? 0, size);
    }
}
