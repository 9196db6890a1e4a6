using Sonde.Operator.Kube;

namespace Sonde.Operator.Tests.Kube;

public sealed class BackoffTests
{
    private static readonly BackoffOptions s_options = new() { First = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(30), Jitter = 0.2 };

    [Theory]
    [InlineData(1, 0.5, 1)]
    [InlineData(1, 0.0, 0.8)]
    [InlineData(1, 1.0, 1.2)]
    [InlineData(4, 0.5, 8)]
    [InlineData(6, 0.5, 30)]
    [InlineData(int.MaxValue, 1.0, 36)]
    public void Delays_double_up_to_the_limit_and_are_spread(int failures, double dice, double seconds) =>
        Assert.Equal(seconds, Backoff.After(failures, s_options, dice).TotalSeconds, precision: 6);
}
