using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Sonde.Agent.Logging;

namespace Sonde.Agent.Tests.Running;

public sealed class LoggingTests
{
    [Fact]
    public void A_line_stays_one_line()
    {
        var line = LogLine.Format(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 6, TimeSpan.Zero), LogLevel.Warning, "a \"b\"\nc\\d\u0007");

        Assert.Equal("""sonde-agent time=2026-01-02T03:04:05.006Z level=warn msg="a \"b\"\nc\\d " """.TrimEnd(), line);
    }

    [Fact]
    public void A_kind_of_line_comes_ten_times_a_minute_and_then_says_how_often_it_was_left_out()
    {
        var clock = new FakeTimeProvider();
        var limit = new LineLimit(clock);

        Assert.Equal(10, Enumerable.Range(0, 25).Count(_ => limit.Admits(new EventId(1, "a"), out var _)));
        Assert.True(limit.Admits(new EventId(2, "b"), out _));

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(limit.Admits(new EventId(1, "a"), out var leftOut));
        Assert.Equal(15, leftOut);
    }
}
