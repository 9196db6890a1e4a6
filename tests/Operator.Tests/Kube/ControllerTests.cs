using System.Net;
using System.Text.Json.Nodes;
using k8s.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Sonde.Operator.Kube;
using Sonde.Testing.Widgets;

namespace Sonde.Operator.Tests.Kube;

[Collection(typeof(ClockCollection))]
public sealed class ControllerTests : IAsyncDisposable
{
    private static readonly Outcome s_hourly = new Outcome.Settled(TimeSpan.FromHours(1));

    private readonly FakeApiServer _server = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly KubeWorld _world;

    public ControllerTests() => _world = new(_server, _clock);

    private IEnumerable<(HttpMethod Method, string Path, string Query, string Body)> StatusWrites =>
        _server.Writes.Where(request => request.Path.EndsWith("/status", StringComparison.Ordinal));

    private WidgetStatus Status => System.Text.Json.JsonSerializer.Deserialize<WidgetStatus>(
        _server.Find(KubeWorld.PathOf("a"))["status"]!.ToJsonString(), System.Text.Json.JsonSerializerOptions.Web)!;

    [Fact]
    public async Task The_finalizer_is_there_before_the_first_pass_and_the_status_after_it()
    {
        IList<string>? seen = null;
        _world.Reconciler.Reconcile = (widget, _) =>
        {
            seen = widget.Metadata.Finalizers;
            widget.Status = new() { ExternalId = "fn-1" };
            return Task.FromResult(s_hourly);
        };
        await StartWithAsync(KubeWorld.Widget("a"));

        Assert.Equal([KubeWorld.Finalizer], seen);
        Assert.Equal(("fn-1", "settled", 1), (Status.ExternalId, Status.Outcome, Status.ObservedGeneration));
    }

    /// <summary>Public case 53.</summary>
    [Fact]
    public async Task An_unchanged_world_costs_one_status_write_and_no_extra_pass()
    {
        await StartWithAsync(KubeWorld.Widget("a"));
        Assert.Single(_world.Reconciler.Passes);

        await _world.PassAsync(TimeSpan.FromMinutes(45), TimeSpan.FromSeconds(15));

        Assert.InRange(_world.Reconciler.Passes.Count, 4, 6);
        Assert.Single(StatusWrites);
        Assert.Equal(2, _server.Writes.Count(request => request.Path.Contains("widgets", StringComparison.Ordinal)));   // finalizer and status
    }

    /// <summary>Public case 54.</summary>
    [Fact]
    public async Task A_status_that_tells_of_a_failure_does_not_bypass_the_back_off()
    {
        _world.Reconciler.Reconcile = (_, _) => Task.FromResult<Outcome>(new Outcome.Failing("ParamInvalid", "Param invalid.", NextLook: null));
        await StartWithAsync(KubeWorld.Widget("a"));

        await _world.PassAsync(TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(500));

        Assert.InRange(_world.Reconciler.Passes.Count, 5, 8);
        Assert.Single(StatusWrites);
    }

    /// <summary>Public case 57.</summary>
    [Fact]
    public async Task A_label_edited_between_read_and_write_is_kept_and_the_status_written_all_the_same()
    {
        _world.Reconciler.Reconcile = (widget, _) =>
        {
            _server.Change(KubeWorld.PathOf("a"), json => json["metadata"]!["labels"] = new JsonObject { ["team"] = "blue" });
            widget.Status = new() { ExternalId = "fn-1" };
            return Task.FromResult(s_hourly);
        };
        _server.Put(KubeWorld.Widget("a"));
        var edits = 0;
        _server.Intercept = request =>
        {
            // A second person is quicker than the finalizer, once.
            if (request.Method == HttpMethod.Patch && edits++ == 0)
                _server.Change(KubeWorld.PathOf("a"), json => json["metadata"]!["annotations"] = new JsonObject { ["note"] = "mine" });
            return null;
        };
        await _world.StartAsync();
        await KubeWorld.UntilAsync("the status is written", () => _server.Find(KubeWorld.PathOf("a"))["status"] is not null);
        await KubeWorld.QuietAsync();

        var metadata = _server.Find(KubeWorld.PathOf("a"))["metadata"]!;
        Assert.Equal("blue", metadata["labels"]!["team"]!.GetValue<string>());
        Assert.Equal("mine", metadata["annotations"]!["note"]!.GetValue<string>());
        Assert.Equal($"""["{KubeWorld.Finalizer}"]""", metadata["finalizers"]!.ToJsonString());
        Assert.Equal("fn-1", Status.ExternalId);
        Assert.DoesNotContain(_world.Log.Lines, line => line.Level >= LogLevel.Warning);
    }

    /// <summary>Public case 58.</summary>
    [Fact]
    public async Task An_object_deleted_while_the_operator_was_down_is_finalized_from_the_first_list()
    {
        var widget = KubeWorld.Widget("a", secret: "long-gone");
        widget.Metadata.Finalizers = [KubeWorld.Finalizer];
        widget.Metadata.DeletionTimestamp = _clock.GetUtcNow().AddDays(-3).UtcDateTime;
        _server.Put(widget);

        await _world.StartAsync();
        await KubeWorld.UntilAsync("the object is gone", () => !_server.Has(KubeWorld.PathOf("a")));

        Assert.Equal(["finalize"], _world.Reconciler.Passes.Select(pass => pass.Verb));
        Assert.All(_server.Writes, request => Assert.Contains("widgets/a", request.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deletion_that_is_refused_keeps_the_finalizer_tells_why_and_goes_on_when_it_can()
    {
        var blocked = true;
        _world.Reconciler.Finalize = (_, _) => Task.FromResult(blocked
            ? new Outcome.Stalled("AccessDenied", "fc:DeleteFunction is not allowed.", TimeSpan.FromMinutes(30))
            : s_hourly);
        await StartWithAsync(KubeWorld.Widget("a"));
        Delete("a");
        await KubeWorld.UntilAsync("the refusal shows", () => Status.Reason == "AccessDenied");
        Assert.True(_server.Has(KubeWorld.PathOf("a")));

        blocked = false;
        await _world.PassUntilAsync("the object is gone", TimeSpan.FromMinutes(34), () => !_server.Has(KubeWorld.PathOf("a")));
    }

    [Fact]
    public async Task An_object_being_deleted_without_our_finalizer_is_left_alone()
    {
        var widget = KubeWorld.Widget("a");
        widget.Metadata.Finalizers = ["other.example.com/keep"];
        widget.Metadata.DeletionTimestamp = _clock.GetUtcNow().UtcDateTime;
        _server.Put(widget);

        await _world.StartAsync();
        await _world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1));

        Assert.Empty(_world.Reconciler.Passes);
        Assert.Empty(_server.Writes);
    }

    [Fact]
    public async Task A_finalizer_that_somebody_took_off_comes_back_and_that_of_others_stays()
    {
        var widget = KubeWorld.Widget("a");
        widget.Metadata.Finalizers = ["other.example.com/keep"];
        await StartWithAsync(widget);

        _server.Change(KubeWorld.PathOf("a"), json => json["metadata"]!["finalizers"] = new JsonArray("other.example.com/keep"));

        await KubeWorld.UntilAsync("ours is back", () =>
            _server.Find(KubeWorld.PathOf("a"))["metadata"]!["finalizers"]!.ToJsonString() == $"""["other.example.com/keep","{KubeWorld.Finalizer}"]""");
    }

    /// <summary>Public case 64, at a tenth of its length.</summary>
    [Fact]
    public async Task A_timed_look_survives_the_write_of_the_same_pass()
    {
        var number = 0;
        _world.Reconciler.Reconcile = (widget, _) =>
        {
            widget.Status = new() { ExternalId = $"fn-{number++}" };   // a status write in each pass
            return Task.FromResult<Outcome>(new Outcome.Settled(TimeSpan.FromSeconds(60)));
        };
        await StartWithAsync(KubeWorld.Widget("a"));

        await _world.PassAsync(TimeSpan.FromMinutes(12), TimeSpan.FromSeconds(3));

        var times = _world.Reconciler.Passes.Select(pass => pass.At).ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, 52, 70));
        Assert.InRange(times.Count, 11, 14);
    }

    [Fact]
    public async Task A_change_of_spec_during_a_pass_is_looked_at_in_a_second_one()
    {
        using var gate = new SemaphoreSlim(0);
        _world.Reconciler.Reconcile = async (_, cancellation) =>
        {
            await gate.WaitAsync(cancellation);
            return s_hourly;
        };
        _server.Put(KubeWorld.Widget("a"));
        await _world.StartAsync();
        await KubeWorld.UntilAsync("the first pass began", () => _world.Reconciler.Passes.Count == 1);

        _server.Change(KubeWorld.PathOf("a"), json => json["spec"]!["size"] = 2);
        await KubeWorld.UntilAsync("the change is known", () => _world.Widgets.List().Single().Spec.Size == 2);
        Assert.Single(_world.Reconciler.Passes);
        gate.Release(2);

        await KubeWorld.UntilAsync("the second generation is told of", () => _server.Find(KubeWorld.PathOf("a"))["status"] is not null && Status.ObservedGeneration == 2);
        Assert.Equal(2, _world.Reconciler.Passes.Count);
    }

    [Fact]
    public async Task A_secret_wakes_those_that_refer_to_it_and_nobody_else()
    {
        _server.Put(new V1Secret { ApiVersion = "v1", Kind = "Secret", Metadata = new() { Name = "key", NamespaceProperty = "models" } });
        _server.Put(KubeWorld.Widget("b"));
        await StartWithAsync(KubeWorld.Widget("a", secret: "key"));
        await KubeWorld.UntilAsync("both were looked at", () => _world.Reconciler.Passes.Count == 2);
        await KubeWorld.QuietAsync();

        _server.Change("/api/v1/namespaces/models/secrets/key", json => json["data"] = new JsonObject { ["token"] = "bmV3" });

        await KubeWorld.UntilAsync("a is looked at again", () => _world.Reconciler.Passes.Count == 3);
        Assert.Equal("a", _world.Reconciler.Passes.Last().Key.Name);
    }

    [Fact]
    public async Task A_bug_is_logged_shown_without_its_text_and_what_was_learnt_is_kept()
    {
        _world.Reconciler.Reconcile = (widget, _) =>
        {
            widget.Status = new() { ExternalId = "rw-1" };
            throw new InvalidOperationException("password=hunter2");
        };
        await StartWithAsync(KubeWorld.Widget("a"));

        Assert.Equal(("rw-1", "failing", "InternalError"), (Status.ExternalId, Status.Outcome, Status.Reason));
        Assert.DoesNotContain("hunter2", string.Concat(_server.Writes.Select(request => request.Body)), StringComparison.Ordinal);
        Assert.Contains(_world.Log.Lines, line => line.Id == 3101);
        await _world.PassUntilAsync("it is tried again", TimeSpan.FromSeconds(2), () => _world.Reconciler.Passes.Count == 2);
    }

    [Fact]
    public async Task A_pass_that_takes_too_long_is_cancelled_and_told()
    {
        _world.Reconciler.Reconcile = async (_, cancellation) =>
        {
            await Task.Delay(TimeSpan.FromDays(1), _clock, cancellation);
            return s_hourly;
        };
        _server.Put(KubeWorld.Widget("a"));
        await _world.StartAsync();
        await KubeWorld.UntilAsync("the pass began", () => _world.Reconciler.Passes.Count == 1);

        await _world.PassUntilAsync("it is told", TimeSpan.FromMinutes(6), () => _server.Find(KubeWorld.PathOf("a"))["status"] is not null);

        Assert.Equal("ReconcileTimeout", Status.Reason);
    }

    [Fact]
    public async Task Nothing_but_status_and_finalizer_is_ever_written()
    {
        _world.Reconciler.Reconcile = (widget, _) =>
        {
            widget.Spec = widget.Spec with { Size = 99 };
            widget.Metadata.Labels = new Dictionary<string, string> { ["ours"] = "not" };
            widget.Metadata.Annotations = new Dictionary<string, string> { ["ours"] = "not" };
            return Task.FromResult(s_hourly);
        };
        await StartWithAsync(KubeWorld.Widget("a"));
        Delete("a");
        await KubeWorld.UntilAsync("the object is gone", () => !_server.Has(KubeWorld.PathOf("a")));

        foreach (var request in _server.Writes.Where(request => request.Path.Contains("widgets", StringComparison.Ordinal)))
        {
            var body = JsonNode.Parse(request.Body)!.AsObject();
            Assert.Contains("fieldManager=sonde-operator", request.Query, StringComparison.Ordinal);
            Assert.Subset(new HashSet<string> { "metadata", "status" }, body.Select(member => member.Key).ToHashSet());
            Assert.Subset(new HashSet<string> { "resourceVersion", "finalizers" }, body["metadata"]!.AsObject().Select(member => member.Key).ToHashSet());
        }
    }

    [Fact]
    public async Task A_status_that_cannot_be_written_is_tried_again()
    {
        var refusals = 0;
        _server.Intercept = request => request.RequestUri!.AbsolutePath.EndsWith("/status", StringComparison.Ordinal) && refusals++ < 2
            ? FakeApiServer.Status(HttpStatusCode.InternalServerError, "InternalError")
            : null;
        _server.Put(KubeWorld.Widget("a"));
        await _world.StartAsync();

        await _world.PassUntilAsync("the status is written", TimeSpan.FromSeconds(10), () => _server.Find(KubeWorld.PathOf("a"))["status"] is not null);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        _server.Dispose();
    }

    private async Task StartWithAsync(Widget widget)
    {
        _server.Put(widget);
        await _world.StartAsync();
        await KubeWorld.UntilAsync("the first status is written", () => _server.Find(KubeWorld.PathOf("a"))["status"] is not null);
        await KubeWorld.QuietAsync();
    }

    private void Delete(string name) =>
        _server.Change(KubeWorld.PathOf(name), json => json["metadata"]!["deletionTimestamp"] = "2026-01-01T12:00:00Z");
}
