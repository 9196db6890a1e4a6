using Sonde.Emulator.Faults;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Alerts;

namespace Sonde.Integration.Cloud;

/// <summary>Bugs that other operators had with this cloud, against the emulator that makes them happen.</summary>
public sealed class ArmsPublicCasesTests : IAsyncLifetime
{
    private static readonly Tag s_owner = new("sonde.dev/owner", "uid-1");
    private EmulatedCloud _emulated = null!;

    private ICloud Cloud => _emulated.Cloud;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, FaultMode> LostAnswers()
    {
        var data = new TheoryData<string, FaultMode>();
        foreach (var mode in new[] { FaultMode.AfterWork, FaultMode.ResetInBody, FaultMode.WrongLength })
            data.AddRange([("CreatePrometheusInstance", mode), ("CreateOrUpdateAlertRule", mode), ("CreatePrometheusAlertRule", mode), ("CreateGrafanaWorkspace", mode)]);
        return data;
    }

    public static TheoryData<string> Creates() => ["CreatePrometheusInstance", "CreateOrUpdateAlertRule", "CreatePrometheusAlertRule", "CreateGrafanaWorkspace"];

    public async ValueTask InitializeAsync()
    {
        _emulated = await EmulatedCloud.StartAsync();
        // Rules need an instance, which is not the one whose answer is lost.
        Other = await Cloud.Prometheus.CreateAsync(new() { ClusterName = "other", Tags = [] }, Cancellation);
    }

    private string Other { get; set; } = "";

    public ValueTask DisposeAsync() => _emulated.DisposeAsync();

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task Case_51_create_lost_response_what_was_made_is_found_and_nothing_is_made_twice(string operation, FaultMode mode)
    {
        _emulated.Server.Faults.Add(new() { Service = "arms", Operation = operation, Mode = mode, Count = 1, LengthOff = 10 });

        var first = await CreateOnceAsync(operation);
        var second = await CreateOnceAsync(operation);

        Assert.Equal(first, second);
        Assert.Equal(1, await CountAsync(operation));
        Assert.Equal(1, await SentAsync(operation));
    }

    [Theory]
    [MemberData(nameof(Creates))]
    public async Task Case_51_create_lost_response_and_a_look_that_fails_is_told_and_makes_nothing_twice(string operation)
    {
        var lists = operation switch
        {
            "CreatePrometheusInstance" => "ListPrometheusInstanceByTagAndResourceGroupId",
            "CreateGrafanaWorkspace" => "ListGrafanaWorkspace",
            "CreatePrometheusAlertRule" => "ListPrometheusAlertRules",
            _ => "GetAlertRules",
        };
        _emulated.Server.Faults.Add(new() { Service = "arms", Operation = operation, Mode = FaultMode.AfterWork, Count = 1 });
        // The look before the create goes through, the one after it finds nothing out.
        _emulated.Server.Faults.Add(new() { Service = "arms", Operation = lists, DelayMs = 1, Count = 1 });
        _emulated.Server.Faults.Add(new() { Service = "arms", Operation = lists, Mode = FaultMode.Deny, Count = 1 });

        await Assert.ThrowsAsync<CloudException>(() => CreateOnceAsync(operation));
        await CreateOnceAsync(operation);

        Assert.Equal((1, 1), (await CountAsync(operation), await SentAsync(operation)));
    }

    [Theory]
    [MemberData(nameof(Creates))]
    public async Task A_create_that_was_refused_before_its_work_is_repeated_by_the_client(string operation)
    {
        _emulated.Server.Faults.Add(new() { Service = "arms", Operation = operation, Status = 429, Code = "Throttling.User", Count = 2 });

        await CreateOnceAsync(operation);

        Assert.Equal((1, 3), (await CountAsync(operation), await SentAsync(operation)));
    }

    [Fact]
    public async Task Nothing_of_somebody_else_is_taken_for_ours()
    {
        var theirs = await Cloud.Alerts.CreateAsync(Rule() with { Labels = new Dictionary<string, string> { ["owner"] = "other" } }, Cancellation);
        await Cloud.Grafana.CreateAsync(new() { Name = "n", Tags = [s_owner with { Value = "other" }] }, Cancellation);

        // The newer generation wants a name of its own, so the create is refused; it is never theirs that is given.
        await Assert.ThrowsAsync<CloudException>(() => Cloud.Alerts.CreateOnceAsync(Rule(), Cancellation));
        Assert.Equal("other", (await Cloud.Alerts.FindAsync(Other, theirs.AlertId, Cancellation))!.Labels["owner"]);
        await CreateOnceAsync("CreateGrafanaWorkspace");
        Assert.Equal(2, (await Cloud.Grafana.ListAsync([], Cancellation)).Count);
        await Assert.ThrowsAsync<ArgumentException>(() => Cloud.Grafana.CreateOnceAsync(new() { Name = "n", Tags = [] }, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Cloud.Prometheus.CreateOnceAsync(new() { ClusterName = "n", Tags = [] }, Cancellation));
    }

    [Theory]
    [InlineData(FaultMode.Reset, 0)]
    [InlineData(FaultMode.AfterWork, 0)]
    [InlineData(FaultMode.Before, 503)]
    [InlineData(FaultMode.Before, 429)]
    [InlineData(FaultMode.Deny, 0)]
    public async Task Case_52_eof_and_throttle_never_read_as_absent(FaultMode mode, int status)
    {
        _emulated.Server.Faults.Add(new() { Mode = mode, Status = status });

        var failures = await Task.WhenAll(Finds().Select(find => Assert.ThrowsAsync<CloudException>(find)));

        Assert.All(failures, failure => Assert.True(failure.Kind is CloudErrorKind.Unavailable or CloudErrorKind.Throttled or CloudErrorKind.Denied, failure.Message));
    }

    private IEnumerable<Func<Task>> Finds() =>
    [
        () => Cloud.Functions.FindFunctionAsync("f", Cancellation),
        () => Cloud.Objects.HeadAsync("bucket", "a", Cancellation),
        () => Cloud.Objects.FindTagsAsync("bucket", "a", Cancellation),
        () => Cloud.Objects.FindBucketAsync("bucket", Cancellation),
        () => Cloud.Objects.ReadAsync("bucket", "a", new(), Cancellation),
        () => Cloud.Prometheus.FindAsync("rw-1", Cancellation),
        () => Cloud.Prometheus.UninstallAsync("rw-1", Cancellation),
        () => Cloud.Alerts.FindAsync(Other, 1, Cancellation),
        () => Cloud.OlderAlerts.FindAsync(Other, 1, Cancellation),
        () => Cloud.OlderAlerts.DeleteAsync(Other, 1, Cancellation),
        () => Cloud.Grafana.FindAsync("g", Cancellation),
        () => Cloud.Grafana.DeleteAsync("g", Cancellation),
    ];

    private async Task<string> CreateOnceAsync(string operation) => operation switch
    {
        "CreatePrometheusInstance" => await Cloud.Prometheus.CreateOnceAsync(new() { ClusterName = "n", Tags = [s_owner] }, Cancellation),
        "CreateGrafanaWorkspace" => (await Cloud.Grafana.CreateOnceAsync(new() { Name = "n", Tags = [s_owner] }, Cancellation)).Id,
        _ => $"{(await Alerts(operation).CreateOnceAsync(Rule(), Cancellation)).AlertId}",
    };

    private async Task<int> CountAsync(string operation) => operation switch
    {
        "CreatePrometheusInstance" => (await Cloud.Prometheus.ListByTagAsync([s_owner], Cancellation)).Count,
        "CreateGrafanaWorkspace" => (await Cloud.Grafana.ListAsync([], Cancellation)).Count,
        _ => (await Alerts(operation).ListAsync(Other, name: null, Cancellation)).Count,
    };

    private async Task<int> SentAsync(string operation) => await _emulated.SentAsync(operation) - (operation == "CreatePrometheusInstance" ? 1 : 0);

    private IAlertRules Alerts(string operation) => operation == "CreatePrometheusAlertRule" ? Cloud.OlderAlerts : Cloud.Alerts;

    private AlertRuleSpec Rule() => new() { ClusterId = Other, Name = "sonde/ns/n/up", Expression = "up == 0", Minutes = 1, Message = "m", Labels = new Dictionary<string, string> { ["owner"] = "uid-1" } };
}
