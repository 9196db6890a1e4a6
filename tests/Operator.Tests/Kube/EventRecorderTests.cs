using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Sonde.Operator.Kube;
using Sonde.Testing.Widgets;

namespace Sonde.Operator.Tests.Kube;

[Collection(typeof(ClockCollection))]
public sealed class EventRecorderTests : IAsyncDisposable
{
    private readonly FakeApiServer _server = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly KubeWorld _world;

    public EventRecorderTests() => _world = new(_server, _clock);

    private List<JsonObject> Events =>
        [.. _server.Writes.Where(request => request.Path == "/api/v1/namespaces/models/events").Select(request => JsonNode.Parse(request.Body)!.AsObject())];

    [Fact]
    public async Task Each_transition_is_told_once()
    {
        var stalled = new Outcome.Stalled("AlreadyExists", "The name is taken.", TimeSpan.FromMinutes(1));
        Outcome outcome = stalled;
        _world.Reconciler.Reconcile = (_, _) => Task.FromResult(outcome);
        _server.Put(KubeWorld.Widget("a"));
        await _world.StartAsync();
        await _world.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(5));
        outcome = new Outcome.Settled(TimeSpan.FromMinutes(1));
        await _world.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(5));

        Assert.True(_world.Reconciler.Passes.Count > 6);
        Assert.Equal(["AlreadyExists", "UpToDate"], Events.Select(e => e["reason"]!.GetValue<string>()));
        Assert.Equal(("a", "Widget", "sonde-operator"), (
            Events[0]["involvedObject"]!["name"]!.GetValue<string>(), Events[0]["involvedObject"]!["kind"]!.GetValue<string>(), Events[0]["source"]!["component"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_same_note_is_told_once_in_ten_minutes_and_its_text_is_bounded()
    {
        await _world.StartAsync();
        var note = new EventNote(EventSeverity.Warning, "Drifted", new string('x', 5000));
        for (var i = 0; i < 50; i++)
            Record(note);
        await KubeWorld.UntilAsync("it is written", () => Events.Count == 1);

        await _world.PassAsync(TimeSpan.FromMinutes(11), TimeSpan.FromSeconds(30));
        Record(note);

        await KubeWorld.UntilAsync("it is told again", () => Events.Count == 2);
        Assert.Equal(1024, Events[0]["message"]!.GetValue<string>().Length);
    }

    [Fact]
    public async Task A_flood_of_notes_is_cut_and_harms_nobody()
    {
        for (var i = 0; i < 1000; i++)
            Record(new(EventSeverity.Normal, "Note", $"number {i}"));
        await _world.StartAsync();
        await KubeWorld.UntilAsync("the first are written", () => Events.Count == 256);
        await KubeWorld.QuietAsync();

        Assert.Equal(256, Events.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task An_event_that_is_refused_fails_no_reconcile(HttpStatusCode code)
    {
        _server.Intercept = request => request.RequestUri!.AbsolutePath.EndsWith("/events", StringComparison.Ordinal) ? FakeApiServer.Status(code, "Refused") : null;
        _server.Put(KubeWorld.Widget("a"));
        await _world.StartAsync();
        await KubeWorld.UntilAsync("the status is written", () => _server.Find(KubeWorld.PathOf("a"))["status"] is not null);
        await KubeWorld.UntilAsync("the Event was tried", () => Events.Count == 1);
        await _world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5));

        Assert.Single(_world.Reconciler.Passes);
        Assert.DoesNotContain(_world.Log.Lines, line => line.Level >= LogLevel.Warning);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        _server.Dispose();
    }

    private void Record(EventNote note) => _world.Get<IEventRecorder>().Record(
        new Widget { Metadata = new() { Name = "a", NamespaceProperty = "models", Uid = "uid-1" } }, note);
}
