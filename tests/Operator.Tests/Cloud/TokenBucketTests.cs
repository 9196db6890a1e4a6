using Microsoft.Extensions.Time.Testing;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Tests.Cloud;

public sealed class TokenBucketTests
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task A_burst_passes_at_once_and_the_rest_at_the_pace_in_order()
    {
        var bucket = new TokenBucket(new(PerSecond: 2, Burst: 3), _clock);
        var takes = Enumerable.Range(0, 5).Select(_ => bucket.TakeAsync(s_longest, TestContext.Current.CancellationToken).AsTask()).ToArray();

        Assert.Equal([true, true, true, false, false], takes.Select(take => take.IsCompleted));
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        await takes[3];
        Assert.False(takes[4].IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.True((await takes[4]).Taken);
    }

    [Fact]
    public async Task A_quiet_time_fills_the_bucket_but_not_beyond_the_burst()
    {
        var bucket = new TokenBucket(new(PerSecond: 1, Burst: 2), _clock);
        _clock.Advance(TimeSpan.FromHours(1));

        var passed = await WithoutWaitingAsync(bucket, 3);
        Assert.Equal([true, true, false], passed);
    }

    [Fact]
    public async Task A_wait_that_would_be_too_long_is_told_and_takes_no_turn()
    {
        var bucket = new TokenBucket(new(PerSecond: 1, Burst: 1), _clock);
        bucket.Pause(TimeSpan.FromSeconds(60));

        Assert.Equal((false, TimeSpan.FromSeconds(60)), await bucket.TakeAsync(s_longest, TestContext.Current.CancellationToken));
        Assert.Equal((false, TimeSpan.FromSeconds(60)), await bucket.TakeAsync(s_longest, TestContext.Current.CancellationToken));
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.True((await bucket.TakeAsync(s_longest, TestContext.Current.CancellationToken)).Taken);
    }

    [Fact]
    public async Task Who_gives_up_waiting_gives_the_turn_back()
    {
        var bucket = new TokenBucket(new(PerSecond: 1, Burst: 1), _clock);
        await bucket.TakeAsync(s_longest, TestContext.Current.CancellationToken);
        using var cancel = new CancellationTokenSource();
        var waiting = bucket.TakeAsync(s_longest, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        _clock.Advance(TimeSpan.FromSeconds(1));
        var passed = await WithoutWaitingAsync(bucket, 1);
        Assert.Equal([true], passed);
    }

    private static async Task<bool[]> WithoutWaitingAsync(TokenBucket bucket, int takes)
    {
        var passed = new bool[takes];
        for (var i = 0; i < takes; i++)
            passed[i] = (await bucket.TakeAsync(TimeSpan.Zero, TestContext.Current.CancellationToken)).Taken;
        return passed;
    }
}
