using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Tests.RemoteWrite;

/// <summary>Receivers that refuse or are away are not hammered.</summary>
[Collection(typeof(ClockCollection))]
public sealed class SenderPaceTests
{
    [Fact]
    [Spec("2.10 400, 401, 404")]
    public async Task A_receiver_that_refuses_all_is_not_hammered_and_no_body_is_sent_twice()
    {
        await using SenderWorld world = new(script: receiver => receiver.Always = 400);

        for (var second = 0; second < 8; second++)
        {
            world.Enqueue();
            await world.Clock.LeapAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([0, 5], world.Receiver.Requests.Select(r => (r.At - Given.Noon).TotalSeconds));
        Assert.Equal(2, world.Receiver.Requests.Select(r => Convert.ToHexString(r.Body)).Distinct().Count());
    }

    [Fact]
    [Spec("2.10 400, 401, 404")]
    public async Task What_gathers_while_all_is_refused_is_not_sent_in_a_row_but_all_at_once_when_the_receiver_is_well()
    {
        await using SenderWorld world = new(Given.Destination with { Batch = new BatchOptions { MaxSamples = 2 } }, receiver => receiver.Always = 400);

        for (var second = 0; second < 20; second++)
        {
            world.Enqueue();
            await world.Clock.LeapAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([0, 5, 10, 15, 20], world.Receiver.Requests.Select(r => (r.At - Given.Noon).TotalSeconds));
        world.Receiver.Always = 204;
        await world.Clock.LeapAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(20 - 1 - (4 * 2), world.Receiver.Taken.Count);
    }

    [Fact]
    [Spec("7 1 SIGTERM with unsent data")]
    public async Task A_receiver_that_is_away_at_the_stop_is_asked_often_and_not_without_a_pause()
    {
        await using SenderWorld world = new(script: receiver => receiver.Always = 503);

        world.Enqueue();
        await SenderWorld.UntilAsync("a refusal", () => world.Sender.Counters.Retries == 1);
        world.Sender.Stop();
        for (var step = 0; step < 50; step++)
            await world.Clock.LeapAsync(TimeSpan.FromMilliseconds(100));

        Assert.InRange(world.Receiver.Requests.Count, 10, 30);
    }
}
