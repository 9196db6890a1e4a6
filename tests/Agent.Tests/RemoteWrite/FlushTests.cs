using Sonde.Agent.Core.Config;
using Sonde.Testing;

namespace Sonde.Agent.Tests.RemoteWrite;

/// <summary>Sending on demand, while a request gives the instance CPU.</summary>
[Collection(typeof(ClockCollection))]
public sealed class FlushTests
{
    private static readonly RemoteWriteDestination s_patient = Given.Destination with { Batch = new BatchOptions { Deadline = TimeSpan.FromHours(1) } };

    [Fact]
    public async Task What_gathers_goes_at_once_and_the_flush_is_done_when_it_is_taken()
    {
        await using SenderWorld world = new(s_patient);
        await world.Clock.LeapAsync(TimeSpan.FromMinutes(1));   // beyond the eager start
        world.Enqueue();
        await Quiet.ReachedAsync();
        Assert.Empty(world.Receiver.Taken);

        await world.Sender.FlushAsync();

        Assert.Single(world.Receiver.Taken);
    }

    [Fact]
    public async Task Without_anything_to_send_a_flush_is_done()
    {
        await using SenderWorld world = new(s_patient);

        await world.Sender.FlushAsync();

        Assert.Empty(world.Receiver.Taken);
    }

    [Fact]
    public async Task A_receiver_that_is_away_is_neither_hurried_nor_waited_for()
    {
        await using SenderWorld world = new(s_patient, receiver => receiver.Always = 503);
        world.Enqueue();
        await SenderWorld.UntilAsync("the first attempt", () => world.Receiver.Requests.Count == 1);
        await Quiet.ReachedAsync();

        await world.Sender.FlushAsync();
        await Quiet.ReachedAsync();

        Assert.Single(world.Receiver.Requests);
    }

    [Fact]
    public async Task Who_waits_when_the_receiver_goes_away_is_let_go()
    {
        await using SenderWorld world = new(s_patient, receiver => receiver.Always = 503);
        world.Enqueue();

        await world.Sender.FlushAsync();

        Assert.NotEmpty(world.Receiver.Requests);
    }

    [Fact]
    public async Task After_the_end_a_flush_is_done()
    {
        await using SenderWorld world = new(s_patient);
        world.Sender.Stop();
        await world.Running;

        await world.Sender.FlushAsync();
    }
}
