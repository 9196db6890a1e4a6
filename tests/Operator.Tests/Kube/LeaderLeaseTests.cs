using System.Net;
using Microsoft.Extensions.Time.Testing;
using Sonde.Operator.Kube;

namespace Sonde.Operator.Tests.Kube;

[Collection(typeof(ClockCollection))]
public sealed class LeaderLeaseTests : IAsyncDisposable
{
    private const string Path = "/apis/coordination.k8s.io/v1/namespaces/sonde/leases/sonde-operator";

    private readonly FakeApiServer _server = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly KubeWorld _a;
    private readonly KubeWorld _b;
    private bool _isCutOff;

    public LeaderLeaseTests() => (_a, _b) = (Replica("a"), Replica("b"));

    private string? Holder => _server.Has(Path) ? _server.Find(Path)["spec"]!["holderIdentity"]!.GetValue<string>() : null;

    [Fact]
    public async Task Only_one_of_two_replicas_works()
    {
        _server.Put(KubeWorld.Widget("w"));
        await _a.StartAsync();
        await KubeWorld.UntilAsync("a leads", () => Leads(_a));
        await _b.StartAsync();

        await PassAsync(TimeSpan.FromSeconds(40), () => Assert.False(Leads(_b)));

        Assert.Equal("a", Holder);
        Assert.NotEmpty(_a.Reconciler.Passes);
        Assert.Empty(_b.Reconciler.Passes);
    }

    /// <summary>Public case 62.</summary>
    [Fact]
    public async Task A_leader_that_is_cut_off_stops_its_work_before_another_begins()
    {
        var stopped = false;
        _a.Reconciler.Reconcile = async (_, cancellation) =>
        {
            try
            {
                await Task.Delay(TimeSpan.FromDays(1), _clock, cancellation);
            }
            finally
            {
                stopped = true;
            }
            return new Outcome.Settled(TimeSpan.FromHours(1));
        };
        var workedTogether = false;
        _b.Reconciler.Reconcile = (_, _) =>
        {
            workedTogether |= !stopped || Leads(_a);
            return Task.FromResult<Outcome>(new Outcome.Settled(TimeSpan.FromHours(1)));
        };
        _server.Put(KubeWorld.Widget("w"));
        await _a.StartAsync();
        await KubeWorld.UntilAsync("a is at work", () => !_a.Reconciler.Passes.IsEmpty);
        await _b.StartAsync();
        await PassAsync(TimeSpan.FromSeconds(10), () => Assert.False(Leads(_b)));

        _isCutOff = true;
        await PassAsync(TimeSpan.FromSeconds(11), () => { });
        Assert.True(stopped);
        Assert.False(Leads(_a));
        Assert.Empty(_b.Reconciler.Passes);
        await PassAsync(TimeSpan.FromSeconds(9), () => { });
        _isCutOff = false;
        await PassAsync(TimeSpan.FromSeconds(10), () => Assert.False(Leads(_a) && Leads(_b)));

        Assert.Equal("b", Holder);
        Assert.NotEmpty(_b.Reconciler.Passes);
        Assert.False(workedTogether);
        Assert.Single(_a.Reconciler.Passes);
    }

    [Fact]
    public async Task A_leader_that_stops_in_order_hands_over_within_seconds()
    {
        _server.Put(KubeWorld.Widget("w"));
        await _a.StartAsync();
        await KubeWorld.UntilAsync("a leads", () => Leads(_a));
        await _b.StartAsync();

        await _a.StopAsync();
        Assert.Equal("", Holder);
        var took = await _b.PassUntilAsync("b leads", TimeSpan.FromSeconds(15), () => Leads(_b));

        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_leader_whose_lease_somebody_took_stops_at_the_next_look()
    {
        await _a.StartAsync();
        await KubeWorld.UntilAsync("a leads", () => Leads(_a));

        _server.Change(Path, json => json["spec"]!["holderIdentity"] = "a third");
        var took = await _a.PassUntilAsync("a leads no more", TimeSpan.FromSeconds(15), () => !Leads(_a));

        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Equal("a third", Holder);
    }

    [Fact]
    public async Task A_write_that_collides_with_anothers_edit_of_the_lease_costs_no_leadership()
    {
        await _a.StartAsync();
        await KubeWorld.UntilAsync("a leads", () => Leads(_a));
        var refusals = 0;
        _server.Intercept = request => request.Method == HttpMethod.Put && refusals++ == 0 ? FakeApiServer.Status(HttpStatusCode.Conflict, "Conflict") : null;

        await PassAsync(TimeSpan.FromSeconds(20), () => Assert.True(Leads(_a)));

        Assert.True(refusals > 1);
    }

    [Fact]
    public async Task A_process_that_slept_through_its_deadline_may_not_write()
    {
        await _a.StartAsync();
        await KubeWorld.UntilAsync("a leads", () => Leads(_a));
        var client = _a.Get<EntityClient<Sonde.Testing.Widgets.Widget>>();
        _isCutOff = true;

        await KubeWorld.QuietAsync();
        _clock.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.PatchAsync(new("models", "w"), new System.Text.Json.Nodes.JsonObject(), CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
        _server.Dispose();
    }

    private static bool Leads(KubeWorld replica) => replica.Get<ILeadership>().IsLeader;

    private KubeWorld Replica(string identity)
    {
        var server = identity == "a" ? new CutOff(_server, () => _isCutOff) : new CutOff(_server, () => false);
        return new(_server, _clock, new KubeOptions { Lease = new() { Namespace = "sonde", Identity = identity } }, client: server.Client());
    }

    private async Task PassAsync(TimeSpan time, Action always)
    {
        await KubeWorld.QuietAsync();
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMilliseconds(500))
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            await KubeWorld.QuietAsync();
            always();
        }
    }
}
