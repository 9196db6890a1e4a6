using k8s;
using Sonde.Operator.Kube;
using Sonde.Testing;
using Sonde.Testing.Kubernetes;
using Sonde.Testing.Widgets;

namespace Sonde.Integration.Kube;

/// <summary>The runtime over the real API server.</summary>
public sealed class ControllerRuntimeTests(ApiServerFixture api) : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private string _scope = "";
    private GenericClient _widgets = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await EstablishAsync(api.Kubectl);
        _scope = await api.CreateNamespaceAsync(Cancellation);
        _widgets = new(api.Client, "kube.example.com", "v1", "widgets", disposeClient: false);
    }

    [Fact]
    public async Task From_apply_to_status_to_deletion_without_a_trace_in_what_is_the_users()
    {
        await using var replica = new WidgetOperator(api.Server, _scope, "a");
        replica.Reconciler.Reconcile = (widget, _) =>
        {
            widget.Status = (widget.Status ?? new()) with { ExternalId = $"fn-{widget.Spec.Size}" };
            return Task.FromResult<Outcome>(new Outcome.Settled(TimeSpan.FromHours(1)));
        };
        await replica.StartAsync(Cancellation);
        await ApplyAsync("a", "{size: 3, later: kept}");

        await StatusAsync("a", status => status is { ExternalId: "fn-3", Outcome: "settled", ObservedGeneration: 1 });
        (await api.Kubectl.RunAsync(Cancellation, "label", "widget/a", "team=blue", "-n", _scope)).OrThrow();
        await ApplyAsync("a", "{size: 4, later: kept}");
        await StatusAsync("a", status => status is { ExternalId: "fn-4", ObservedGeneration: 2 });
        var json = (await api.Kubectl.RunAsync(Cancellation, "get", "widget/a", "-n", _scope, "-o", "jsonpath={.spec.later} {.metadata.labels} {.metadata.finalizers}")).OrThrow();
        (await api.Kubectl.RunAsync(Cancellation, "delete", "widget/a", "-n", _scope, "--timeout=20s")).OrThrow();

        Assert.Equal($$"""kept {"team":"blue"} ["{{WidgetOperator.Finalizer}}"]""", json.Output.Trim());
        Assert.Equal("finalize", replica.Reconciler.Passes.Last().Verb);
        var told = (await api.Kubectl.RunAsync(Cancellation, "get", "events", "-n", _scope, "-o", "jsonpath={.items[*].reason}")).OrThrow();
        Assert.Equal("UpToDate", told.Output.Trim());
    }

    [Fact]
    public async Task An_idle_operator_writes_nothing_but_its_lease()
    {
        await using var replica = new WidgetOperator(api.Server, _scope, "a");
        replica.Reconciler.Reconcile = (_, _) => Task.FromResult<Outcome>(new Outcome.Settled(TimeSpan.FromMilliseconds(300)));
        await replica.StartAsync(Cancellation);
        await ApplyAsync("a", "{size: 1}");
        await StatusAsync("a", status => status.Outcome == "settled");
        var version = (await _widgets.ReadNamespacedAsync<Widget>(_scope, "a", Cancellation)).Metadata.ResourceVersion;
        var before = replica.Reconciler.Passes.Count;

        await Eventually.TrueAsync("twenty more passes", s_patience, () => replica.Reconciler.Passes.Count >= before + 20, Cancellation);

        Assert.Equal(version, (await _widgets.ReadNamespacedAsync<Widget>(_scope, "a", Cancellation)).Metadata.ResourceVersion);
        Assert.Single((await api.Client.CoreV1.ListNamespacedEventAsync(_scope, cancellationToken: Cancellation)).Items);
    }

    [Fact]
    public async Task A_member_of_the_status_that_this_version_does_not_know_is_kept()
    {
        await using var replica = new WidgetOperator(api.Server, _scope, "a");
        await replica.StartAsync(Cancellation);
        await ApplyAsync("a", "{size: 1}");
        await StatusAsync("a", status => status.ObservedGeneration == 1);

        (await api.Kubectl.RunAsync(Cancellation, "patch", "widget/a", "-n", _scope, "--subresource=status", "--type=merge", "-p", """{"status":{"later":"kept"}}""")).OrThrow();
        await ApplyAsync("a", "{size: 2}");
        await StatusAsync("a", status => status.ObservedGeneration == 2);

        Assert.Equal("kept", (await api.Kubectl.RunAsync(Cancellation, "get", "widget/a", "-n", _scope, "-o", "jsonpath={.status.later}")).OrThrow().Output.Trim());
    }

    [Fact]
    public async Task A_changed_secret_wakes_who_refers_to_it()
    {
        await using var replica = new WidgetOperator(api.Server, _scope, "a");
        await replica.StartAsync(Cancellation);
        await ApplyAsync("a", "{size: 1, secretName: key}");
        await StatusAsync("a", status => status.Outcome == "settled");
        var before = replica.Reconciler.Passes.Count;

        (await api.Kubectl.RunAsync(Cancellation, "create", "secret", "generic", "key", "--from-literal=token=one", "-n", _scope)).OrThrow();

        await Eventually.TrueAsync("a pass", s_patience, () => replica.Reconciler.Passes.Count > before, Cancellation);
    }

    [Fact]
    public async Task Many_objects_are_each_told_of_with_one_write()
    {
        for (var i = 0; i < 60; i++)
            await CreateAsync($"w{i}");
        await using var replica = new WidgetOperator(api.Server, _scope, "a", new WatchOptions { PageSize = 7 });
        await replica.StartAsync(Cancellation);

        await Eventually.TrueAsync("all are settled", s_patience, () => replica.Widgets.List().Count(widget => widget.Status?.Outcome == "settled") == 60, Cancellation);

        Assert.Equal(60, replica.Reconciler.Passes.Count);
    }

    [Fact]
    public async Task Short_watches_end_and_go_on_and_miss_nothing()
    {
        var watch = new WatchOptions { ShortestWatch = TimeSpan.FromSeconds(1), LongestWatch = TimeSpan.FromSeconds(1), Healthy = TimeSpan.FromMilliseconds(500) };
        await using var replica = new WidgetOperator(api.Server, _scope, "a", watch);
        await replica.StartAsync(Cancellation);
        for (var i = 0; i < 30; i++)
        {
            await CreateAsync($"w{i}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancellation);
        }

        await Eventually.TrueAsync("all are settled", s_patience, () => replica.Widgets.List().Count(widget => widget.Status?.Outcome == "settled") == 30, Cancellation);
    }

    [Fact]
    public async Task Of_two_replicas_the_second_takes_over_within_seconds_of_an_orderly_stop()
    {
        await using var first = new WidgetOperator(api.Server, _scope, "first");
        await using var second = new WidgetOperator(api.Server, _scope, "second");
        await first.StartAsync(Cancellation);
        await Eventually.TrueAsync("the first leads", s_patience, () => first.Leads, Cancellation);
        await second.StartAsync(Cancellation);
        await ApplyAsync("a", "{size: 1}");
        await StatusAsync("a", status => status.Outcome == "settled");
        Assert.Empty(second.Reconciler.Passes);

        await first.StopAsync();

        await Eventually.TrueAsync("the second leads", TimeSpan.FromSeconds(10), () => second.Leads, Cancellation);
        await Eventually.TrueAsync("the second works", s_patience, () => !second.Reconciler.Passes.IsEmpty, Cancellation);
        var lease = await api.Client.CoordinationV1.ReadNamespacedLeaseAsync("sonde-operator", _scope, cancellationToken: Cancellation);
        Assert.Equal(("second", 2), (lease.Spec.HolderIdentity, lease.Spec.LeaseTransitions));
    }

    [Fact]
    public async Task A_server_that_was_killed_and_came_back_is_followed_again()
    {
        Assert.SkipWhen(api.Server.IsExternal, "The cluster is not ours to kill.");
        await using var server = await ApiServer.StartAsync(Cancellation);
        using var kubectl = new Kubectl(server.KubeconfigPath);
        await EstablishAsync(kubectl);
        await using var replica = new WidgetOperator(server, "default", "a");
        await replica.StartAsync(Cancellation);
        await Eventually.TrueAsync("it leads", s_patience, () => replica.Leads, Cancellation);

        await server.KillAsync();
        await Eventually.TrueAsync("it leads no more", s_patience, () => !replica.Leads, Cancellation);
        await server.StartAgainAsync(Cancellation);
        (await kubectl.ApplyAsync(Yaml("late", "default", "{size: 1}"), Cancellation)).OrThrow();

        await Eventually.TrueAsync("late is settled", TimeSpan.FromSeconds(60), () => replica.Widgets.List().Any(widget => widget.Status?.Outcome == "settled"), Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _widgets.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task EstablishAsync(Kubectl kubectl)
    {
        (await kubectl.ApplyAsync(WidgetCrd.Yaml, Cancellation)).OrThrow();
        (await kubectl.RunAsync(Cancellation, "wait", "--for=condition=Established", "crd/widgets.kube.example.com", "--timeout=30s")).OrThrow();
    }

    private static string Yaml(string name, string scope, string spec) =>
        $$"""
        apiVersion: kube.example.com/v1
        kind: Widget
        metadata: {name: {{name}}, namespace: {{scope}}}
        spec: {{spec}}
        """;

    private async Task ApplyAsync(string name, string spec) => (await api.Kubectl.ApplyAsync(Yaml(name, _scope, spec), Cancellation)).OrThrow();

    private Task<Widget> CreateAsync(string name) =>
        _widgets.CreateNamespacedAsync(new Widget { Metadata = new() { Name = name }, Spec = new() { Size = 1 } }, _scope, Cancellation);

    private Task StatusAsync(string name, Func<WidgetStatus, bool> isWanted) => Eventually.TrueAsync(
        $"the status of {name}",
        s_patience,
        async cancellation => (await _widgets.ReadNamespacedAsync<Widget>(_scope, name, cancellation)).Status is { } status && isWanted(status),
        Cancellation);
}
