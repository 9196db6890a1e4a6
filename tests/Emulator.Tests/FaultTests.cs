using Sonde.Emulator.Faults;
using Sonde.Testing;

namespace Sonde.Emulator.Tests;

public sealed class FaultTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_rule_refuses_as_often_as_it_says()
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.Server.Faults.Add(new FaultRule { Service = "fc", Operation = "CreateFunction", Status = 429, RetryAfter = 2, Count = 1 });

        var refused = await cloud.CreateAsync("chat");

        Assert.Equal((429, "Throttling.User"), refused.Error);
        Assert.Equal("2000", refused.Headers["x-acs-retry-after"]);
        Assert.Equal(200, (await cloud.CreateAsync("chat")).Status);
        Assert.Equal(1, Assert.Single(cloud.Server.Faults.All()).Hits);
    }

    [Fact]
    public async Task An_answer_may_be_lost_after_the_work_was_done()
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.Server.Faults.Add(new FaultRule { Operation = "CreateFunction", Mode = FaultMode.AfterWork, Count = 1 });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => cloud.CreateAsync("chat"));

        Assert.Equal(200, (await cloud.Client.FcAsync("GET", "functions/chat")).Status);
    }

    [Fact]
    public async Task An_answer_may_become_another_one_after_the_work_was_done()
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.Server.Faults.Add(new FaultRule { Operation = "CreatePrometheusInstance", Mode = FaultMode.AfterWork, Status = 500, Count = 1 });

        await Assert.ThrowsAsync<InvalidOperationException>(() => ArmsTests.CreateAsync(cloud));

        Assert.Single(cloud.World.Arms.Instances);
    }

    [Fact]
    public async Task A_connection_may_break_before_any_work()
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.Server.Faults.Add(new FaultRule { Operation = "CreateFunction", Mode = FaultMode.Reset });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => cloud.CreateAsync("chat"));

        Assert.Equal(404, (await cloud.Client.FcAsync("GET", "functions/chat")).Status);
    }

    [Fact]
    public async Task A_connection_may_break_in_the_middle_of_a_body()
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat");
        cloud.Server.Faults.Add(new FaultRule { Operation = "GetFunction", Mode = FaultMode.ResetInBody });

        await Assert.ThrowsAnyAsync<Exception>(() => cloud.Client.FcAsync("GET", "functions/chat"));
    }

    [Fact]
    public async Task A_delay_lasts_by_the_clock_and_lets_the_request_through()
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat");
        cloud.Server.Faults.Add(new FaultRule { Operation = "GetFunction", DelayMs = 60_000, Count = 1 });

        var waiting = cloud.Client.FcAsync("GET", "functions/chat");
        await Eventually.TrueAsync("the rule holds the request", s_patience, () => cloud.Server.Faults.All()[0].Hits > 0, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        // The timer of the delay may be set a moment after the hit is counted: the clock goes on until it is over.
        await Eventually.TrueAsync("the delay is over", s_patience, () =>
        {
            cloud.Clock.Advance(TimeSpan.FromSeconds(60));
            return waiting.IsCompleted;
        }, TestContext.Current.CancellationToken);

        Assert.Equal(200, (await waiting).Status);
    }

    [Fact]
    public async Task Draws_by_chance_are_the_same_for_the_same_seed()
    {
        var (first, second) = (await HitsAsync(seed: 7), await HitsAsync(seed: 7));

        Assert.Equal(first, second);
        Assert.InRange(first.Count(hit => hit), 1, 19);
    }

    [Fact]
    public async Task A_match_picks_one_object()
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.Server.Faults.Add(new FaultRule { Service = "fc", Match = "functions/throttled", Status = 503 });

        Assert.Equal((503, "ServiceUnavailable"), (await cloud.Client.FcAsync("GET", "functions/throttled")).Error);
        Assert.Equal(404, (await cloud.Client.FcAsync("GET", "functions/other")).Status);
    }

    private static async Task<List<bool>> HitsAsync(int seed)
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.Server.Faults.Add(new FaultRule { Operation = "ListFunctions", Status = 500, Probability = 0.5, Seed = seed });
        List<bool> hits = [];
        for (var call = 0; call < 20; call++)
            hits.Add((await cloud.Client.FcAsync("GET", "functions")).Status == 500);
        return hits;
    }
}
