using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Sonde.Operator.Kube;

namespace Sonde.Operator.Tests.Kube;

public sealed class WorkQueueTests : IDisposable
{
    private static readonly ResourceKey s_a = new("models", "a");
    private static readonly ResourceKey s_b = new("models", "b");

    private readonly FakeTimeProvider _clock = new();
    private readonly WorkQueue _queue;

    public WorkQueueTests() => _queue = New(_clock);

    [Fact]
    public async Task The_same_key_added_thrice_is_taken_once()
    {
        _queue.Add(s_a);
        _queue.Add(s_a);
        _queue.Add(s_a);

        Assert.Equal(s_a, (await TakeAsync()).Key);
        Assert.True(IsDry());
    }

    [Fact]
    public async Task A_key_in_work_is_given_to_nobody_else_and_runs_again_afterwards()
    {
        _queue.Add(s_a);
        await TakeAsync();

        _queue.Add(s_a);
        Assert.True(IsDry());

        _queue.Complete(s_a);
        Assert.Equal(s_a, (await TakeAsync()).Key);
        _queue.Complete(s_a);
        Assert.True(IsDry());
    }

    [Fact]
    public async Task Of_two_delays_the_earlier_wins_and_the_later_leaves_nothing_behind()
    {
        _queue.AddAfter(s_a, TimeSpan.FromSeconds(60));
        _queue.AddAfter(s_a, TimeSpan.FromSeconds(5));
        _queue.AddAfter(s_a, TimeSpan.FromSeconds(30));

        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.True(IsDry());
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(s_a, (await TakeAsync()).Key);
        _queue.Complete(s_a);

        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True(IsDry());
        Assert.Equal(0, _queue.Planned);
    }

    [Fact]
    public async Task A_wish_for_a_later_look_made_during_the_work_is_kept()
    {
        _queue.Add(s_a);
        await TakeAsync();
        _queue.AddAfter(s_a, TimeSpan.FromSeconds(5));
        _queue.Complete(s_a, TimeSpan.FromMinutes(10));

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(s_a, (await TakeAsync()).Key);
    }

    [Fact]
    public async Task Failures_wait_twice_as_long_each_time_up_to_the_limit_and_success_forgets_them()
    {
        var waits = new List<double>();
        _queue.Add(s_a);
        for (var i = 0; i < 7; i++)
        {
            await TakeAsync();
            var wait = _queue.Retry(s_a, delay: null);
            waits.Add(wait.TotalSeconds);
            _clock.Advance(wait);
        }
        await TakeAsync();
        _queue.Complete(s_a, TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await TakeAsync();

        Assert.Equal([1, 2, 4, 8, 16, 20, 20], waits);
        Assert.Equal(1, _queue.Retry(s_a, delay: null).TotalSeconds);
    }

    [Fact]
    public async Task An_event_during_the_back_off_brings_the_look_forward_and_keeps_the_count()
    {
        _queue.Add(s_a);
        await TakeAsync();
        _queue.Retry(s_a, delay: null);
        _queue.Add(s_a);
        await TakeAsync();

        Assert.Equal(2, _queue.Retry(s_a, delay: null).TotalSeconds);
    }

    [Fact]
    public async Task A_key_given_back_unfinished_stands_in_line_again()
    {
        _queue.Add(s_a);
        await TakeAsync();
        _queue.Return(s_a);

        Assert.Equal(s_a, (await TakeAsync()).Key);
    }

    [Fact]
    public async Task Depth_and_age_tell_of_the_keys_that_wait()
    {
        _queue.Add(s_a);
        _clock.Advance(TimeSpan.FromSeconds(3));
        _queue.Add(s_b);
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((2, TimeSpan.FromSeconds(5)), (_queue.Depth, _queue.OldestAge));
        Assert.Equal(TimeSpan.FromSeconds(5), (await TakeAsync()).Waited);
        Assert.Equal((1, TimeSpan.FromSeconds(2)), (_queue.Depth, _queue.OldestAge));
    }

    [Fact]
    public async Task Ten_thousand_passes_over_one_key_leave_one_timer()
    {
        for (var i = 0; i < 10_000; i++)
        {
            _queue.Add(s_a);
            await TakeAsync();
            _queue.Complete(s_a, TimeSpan.FromHours(1));
        }

        Assert.Equal(1, _queue.Planned);
    }

    /// <summary>Whatever happens in whatever order: a key that was asked for is taken after that, and never by two at once.</summary>
    [Fact]
    public void No_key_is_lost_and_none_is_in_two_hands() =>
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 3], Gen.Int[0, 90]).Array[1, 80].Sample(steps =>
        {
            var clock = new FakeTimeProvider();
            using var queue = New(clock);
            var owed = new HashSet<ResourceKey>();
            var inWork = new List<ResourceKey>();
            foreach (var (action, name, seconds) in steps)
                Do(queue, clock, owed, inWork, action, new ResourceKey(null, $"k{name}"), TimeSpan.FromSeconds(seconds));

            foreach (var key in inWork)
                queue.Complete(key);
            inWork.Clear();
            for (var minute = 0; minute < 5; minute++)
            {
                clock.Advance(TimeSpan.FromMinutes(1));
                while (Take(queue, owed, inWork))
                    queue.Complete(inWork[^1]);
                inWork.Clear();
            }
            Assert.Empty(owed);
        });

    public void Dispose() => _queue.Dispose();

    private static void Do(
        WorkQueue queue, FakeTimeProvider clock, HashSet<ResourceKey> owed, List<ResourceKey> inWork, int action, ResourceKey key, TimeSpan time)
    {
        switch (action)
        {
            case 0 or 1:
                owed.Add(key);
                queue.Add(key);
                break;
            case 2:
                owed.Add(key);
                queue.AddAfter(key, time);
                break;
            case 3:
                clock.Advance(time);
                break;
            case 4 or 5:
                Take(queue, owed, inWork);
                break;
            case 6 when inWork.Remove(key):
                owed.Add(key);
                queue.Retry(key, delay: null);
                break;
            case 7 when inWork.Remove(key):
                owed.Add(key);
                queue.Return(key);
                break;
        }
    }

    private static bool Take(WorkQueue queue, HashSet<ResourceKey> owed, List<ResourceKey> inWork)
    {
        var take = queue.DequeueAsync(new CancellationToken(canceled: queue.Depth == 0));
        if (!take.IsCompletedSuccessfully)
            return false;
        var key = take.GetAwaiter().GetResult().Key;
        Assert.DoesNotContain(key, inWork);
        inWork.Add(key);
        owed.Remove(key);
        return true;
    }

    private static WorkQueue New(TimeProvider clock) =>
        new(new BackoffOptions { First = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(20), Jitter = 0 }, clock, () => 0.5);

    private ValueTask<Taken> TakeAsync() => _queue.DequeueAsync(TestContext.Current.CancellationToken);

    private bool IsDry() => _queue.Depth == 0;
}
