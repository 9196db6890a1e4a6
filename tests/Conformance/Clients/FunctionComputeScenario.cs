using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Testing;
using static Sonde.Conformance.Clients.FunctionComputeWants;

namespace Sonde.Conformance.Clients;

/// <summary>What <c>Sdk/fc.js</c> does, in its order: functions, versions, aliases and triggers here, the rest beside it.</summary>
internal sealed partial class FunctionComputeScenario(Actor actor, Steps steps, CancellationToken cancellation)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private readonly IFunctionCompute _fc = actor.Connect().Functions;

    public async Task PlayAsync()
    {
        var (v1, v2) = await FunctionsAsync();
        await AliasesAsync(v1, v2);
        await TriggersAsync();
        await ScalingAsync();
        await AsyncConfigsAsync();
        await InvocationsAsync(v2);
        await TagsAsync();
        await SwitchAsync();
        await RefusalsAsync();
        await DeletesAsync(v1);
        await BeyondAsync();
    }

    private async Task<(string First, string Second)> FunctionsAsync()
    {
        await steps.DoAsync("createFunction", async () => Holds("Pending", await _fc.CreateFunctionAsync(Wanted, cancellation)));
        var pending = await GetAsync();
        await UntilAsync("the function is Active", async () => (await GetAsync()).State == FunctionStates.Active);
        await steps.DoAsync("getFunction", async () =>
        {
            var active = await GetAsync();
            Holds("Active", active);
            Assert.Equal((pending.FunctionId, UpdateStatuses.Successful), (active.FunctionId, active.LastUpdateStatus));
        });
        var v1 = (await _fc.PublishVersionAsync(Name, "gen 1", cancellation)).VersionId;
        await steps.DoAsync("getFunction?qualifier", async () =>
            Assert.Equal(Wanted.Description, (await _fc.FindFunctionVersionAsync(Name, v1, cancellation))!.Description));
        await steps.DoAsync("updateFunction", async () =>
        {
            var changed = await _fc.UpdateFunctionAsync(Name, Change, cancellation);
            Assert.Equal(("v2", 30, UpdateStatuses.InProgress, Wanted.Cpu), (changed.Description, changed.InstanceConcurrency, changed.LastUpdateStatus, changed.Cpu));
            Assert.Equal(Change.EnvironmentVariables, changed.EnvironmentVariables);
            Assert.Equal(Wanted.Description, (await _fc.FindFunctionVersionAsync(Name, v1, cancellation))!.Description);
        });
        await UntilAsync("the update is done", async () => (await GetAsync()).LastUpdateStatus == UpdateStatuses.Successful);

        await _fc.CreateFunctionAsync(Container(Other, Managed), cancellation);
        await steps.DoAsync("listFunctions", async () =>
        {
            // Page by page, as the script asks for it.
            using var small = actor.Stage.WithPagesOf(1);
            var listed = await AllAsync(_fc.ListFunctionsAsync(new("llm-", [Managed]) { FcVersion = "v3" }, cancellation));
            Assert.Equal([Name, Other], listed.Select(one => one.FunctionName));
            Assert.Equal((Arn, "v2"), (listed[0].FunctionArn, listed[0].Description));
        });
        return (v1, await VersionsAsync(v1));
    }

    private async Task<string> VersionsAsync(string v1)
    {
        var v2 = await steps.GetAsync("publishFunctionVersion", async () => (await _fc.PublishVersionAsync(Name, "gen 2", cancellation)).VersionId) ?? "";
        await steps.DoAsync("listFunctionVersions", async () =>
            Assert.Equal([(v2, "gen 2"), (v1, "gen 1")], (await AllAsync(_fc.ListVersionsAsync(Name, cancellation))).Select(one => (one.VersionId, one.Description))));
        return v2;
    }

    private async Task AliasesAsync(string v1, string v2)
    {
        var wanted = AliasFrom(v1, v2);
        void Is(FunctionAlias? found) => Assert.Equal(("live", v1, "d", 0.1m), (found!.AliasName, found.VersionId, found.Description, found.AdditionalVersionWeight![v2]));

        await steps.DoAsync("createAlias", async () => Is(await _fc.CreateAliasAsync(Name, wanted, cancellation)));
        await steps.DoAsync("getAlias", async () => Is(await _fc.FindAliasAsync(Name, "live", cancellation)));
        await steps.DoAsync("updateAlias", async () =>
        {
            var changed = await _fc.UpdateAliasAsync(Name, "live", new() { VersionId = v2, AdditionalVersionWeight = new Dictionary<string, decimal>(StringComparer.Ordinal) }, cancellation);
            Assert.Equal((v2, "d"), (changed.VersionId, changed.Description));
            Assert.Empty(changed.AdditionalVersionWeight ?? new Dictionary<string, decimal>());
        });
        await steps.DoAsync("listAliases", async () =>
            Assert.Equal(("live", v2), Assert.Single((await AllAsync(_fc.ListAliasesAsync(Name, null, cancellation))).Select(one => (one.AliasName, one.VersionId)))));
    }

    private async Task TriggersAsync()
    {
        await steps.DoAsync("createTrigger", async () =>
        {
            var made = await _fc.CreateTriggerAsync(Name, new() { TriggerName = "http", TriggerType = "http", Qualifier = "LATEST", TriggerConfig = Http.ToText() }, cancellation);
            Assert.Equal(("http", "LATEST", Arn, true), (made.TriggerType, made.Qualifier, made.TargetArn, HttpTriggerConfig.Parse(made.TriggerConfig)!.DisableUrlInternet));
            Assert.StartsWith("http:", made.HttpTrigger!.UrlInternet, StringComparison.Ordinal);
            Assert.StartsWith("http:", made.HttpTrigger.UrlIntranet, StringComparison.Ordinal);
        });
        await steps.DoAsync("getTrigger", async () =>
            Assert.Equal("function", HttpTriggerConfig.Parse((await _fc.FindTriggerAsync(Name, "http", cancellation))!.TriggerConfig)!.AuthType));
        await steps.DoAsync("updateTrigger", async () =>
        {
            var changed = await _fc.UpdateTriggerAsync(Name, "http", new() { TriggerConfig = new HttpTriggerConfig { AuthType = "anonymous", Methods = ["POST"] }.ToText(), Qualifier = "live" }, cancellation);
            Assert.Equal(("live", $"{Arn}/live", false), (changed.Qualifier, changed.TargetArn, HttpTriggerConfig.Parse(changed.TriggerConfig)!.DisableUrlInternet));
        });
        await steps.DoAsync("listTriggers", async () =>
            Assert.Equal(("http", "live"), Assert.Single((await AllAsync(_fc.ListTriggersAsync(Name, "h", cancellation))).Select(one => (one.TriggerName, one.Qualifier)))));
    }

    private static void Holds(string state, Function found)
    {
        Assert.Equal(state, found.State);
        Assert.Equal(
            (Wanted.Cpu, Wanted.MemorySize, Wanted.Description, Wanted.IdleTimeout, Wanted.Role, Arn),
            (found.Cpu, found.MemorySize, found.Description, found.IdleTimeout, found.Role, found.FunctionArn));
        Assert.Equal(Wanted.EnvironmentVariables, found.EnvironmentVariables);
        Assert.Equal(Wanted.CustomContainerConfig!.HealthCheckConfig!.FailureThreshold, found.CustomContainerConfig!.HealthCheckConfig!.FailureThreshold);
        Assert.Equal("/mnt/agent", Assert.Single(found.OssMountConfig!.MountPoints!).MountDir);
        Assert.Equal(Wanted.Tags!.Order(s_byKey), found.Tags!.Order(s_byKey));
    }

    private static readonly Comparer<Tag> s_byKey = Comparer<Tag>.Create((one, other) => string.CompareOrdinal(one.Key, other.Key));

    private async Task<Function> GetAsync(string name = Name) => (await _fc.FindFunctionAsync(name, cancellation)) ?? throw new InvalidOperationException($"{name} is not there");

    private Task UntilAsync(string what, Func<Task<bool>> condition) => Eventually.TrueAsync(what, s_patience, _ => condition(), cancellation);

    private async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> all = [];
        await foreach (var item in items.WithCancellation(cancellation))
            all.Add(item);
        return all;
    }
}
