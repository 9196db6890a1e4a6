using Sonde.Emulator.Faults;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Integration.Cloud;

/// <summary>Bugs that other operators had with this cloud, played against the emulator.</summary>
public sealed class PublicCasesTests : IAsyncLifetime
{
    private static readonly NewFunction s_new = new()
    {
        FunctionName = "qwen3",
        Runtime = "custom-container",
        Handler = "handler",
        Cpu = 8,
        MemorySize = 32768,
        GpuConfig = new() { GpuType = "fc.gpu.tesla.1", GpuMemorySize = 16384 },
        CustomContainerConfig = new() { Image = "registry-vpc.cn-hangzhou.aliyuncs.com/ns/vllm:v1", Port = 9000 },
        EnvironmentVariables = new Dictionary<string, string> { ["A"] = "1", ["B"] = "" },
        InternetAccess = true,
        Tags = [new("sonde.dev/owner", "uid")],
    };

    private static readonly HttpTriggerConfig s_trigger = new() { AuthType = "anonymous", Methods = ["GET"] };
    private EmulatedCloud _emulated = null!;

    private IFunctionCompute Functions => _emulated.Cloud.Functions;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _emulated = await EmulatedCloud.StartAsync(new() { PendingFor = TimeSpan.Zero, UpdateFor = TimeSpan.Zero });

    public ValueTask DisposeAsync() => _emulated.DisposeAsync();

    [Fact]
    public async Task Case_44_gpu_change_with_resident_pool_is_refused_in_plain_words_and_changes_nothing()
    {
        await Functions.CreateFunctionAsync(s_new, Cancellation);
        await Functions.PutScalingConfigAsync("qwen3", "LATEST", new() { MinInstances = 1, HorizontalScalingPolicies = [], ScheduledPolicies = [] }, Cancellation);
        var ada = new FunctionConfig { Cpu = 8, MemorySize = 65536, GpuConfig = new() { GpuType = "fc.gpu.ada.3", GpuMemorySize = 49152 } };

        var failure = await Assert.ThrowsAsync<CloudException>(() => Functions.UpdateFunctionAsync("qwen3", ada, Cancellation));

        Assert.Equal((CloudErrorKind.Blocked, "GPU type should not be changed with resident scaling config"), (failure.Kind, failure.Detail));
        var kept = await FoundAsync();
        Assert.Equal(("fc.gpu.tesla.1", 32768), (kept.GpuConfig!.GpuType, kept.MemorySize));
        await Functions.DeleteScalingConfigAsync("qwen3", "LATEST", Cancellation);
        Assert.Equal("fc.gpu.ada.3", (await Functions.UpdateFunctionAsync("qwen3", ada, Cancellation)).GpuConfig!.GpuType);
    }

    [Fact]
    public async Task Case_44_no_capacity_is_asked_for_once_and_leaves_the_function_alone()
    {
        await Functions.CreateFunctionAsync(s_new, Cancellation);
        _emulated.Server.Faults.Add(new() { Service = "fc", Operation = "PutScalingConfig", Status = 400, Code = "ResourcePoolInsufficientCapacity", Message = "no capacity" });

        var failure = await Assert.ThrowsAsync<CloudException>(() => Functions.PutScalingConfigAsync("qwen3", "LATEST", new() { MinInstances = 1 }, Cancellation));

        Assert.Equal((CloudErrorKind.Unavailable, 1), (failure.Kind, _emulated.Server.Faults.All().Single().Hits));
        Assert.Equal(FunctionStates.Active, (await FoundAsync()).State);
    }

    [Fact]
    public async Task Case_47_partial_update_resets_lists_zeros_and_empties_arrive()
    {
        await Functions.CreateFunctionAsync(s_new, Cancellation);
        Assert.Equal("", (await FoundAsync()).EnvironmentVariables!["B"]);
        await Functions.PutScalingConfigAsync("qwen3", "LATEST", new() { MinInstances = 1, ScheduledPolicies = [new() { Name = "day", ScheduleExpression = "cron(0 0 8 * * *)", Target = 3, StartTime = "2026-01-01T00:00:00Z", EndTime = "2027-01-01T00:00:00Z" }] }, Cancellation);
        await Functions.PutAsyncInvokeConfigAsync("qwen3", "LATEST", new() { MaxAsyncRetryAttempts = 3 }, Cancellation);

        await Functions.UpdateFunctionAsync("qwen3", new() { EnvironmentVariables = new Dictionary<string, string>(), InternetAccess = false }, Cancellation);
        await Functions.PutScalingConfigAsync("qwen3", "LATEST", new() { MinInstances = 0, ScheduledPolicies = [], HorizontalScalingPolicies = [] }, Cancellation);
        await Functions.PutAsyncInvokeConfigAsync("qwen3", "LATEST", new() { MaxAsyncRetryAttempts = 0 }, Cancellation);

        var function = await FoundAsync();
        Assert.Empty(function.EnvironmentVariables ?? new Dictionary<string, string>());
        Assert.False(function.InternetAccess);
        var scaling = await Functions.FindScalingConfigAsync("qwen3", "LATEST", Cancellation);
        Assert.Equal((0, 0), (scaling?.MinInstances ?? 0, scaling?.ScheduledPolicies?.Count ?? 0));
        Assert.Equal(0, (await Functions.FindAsyncInvokeConfigAsync("qwen3", "LATEST", Cancellation))!.MaxAsyncRetryAttempts);
    }

    [Theory]
    [InlineData("CreateFunction", FaultMode.AfterWork)]
    [InlineData("CreateFunction", FaultMode.ResetInBody)]
    [InlineData("CreateTrigger", FaultMode.AfterWork)]
    [InlineData("CreateTrigger", FaultMode.ResetInBody)]
    [InlineData("CreateAlias", FaultMode.AfterWork)]
    [InlineData("CreateAlias", FaultMode.ResetInBody)]
    [InlineData("PublishFunctionVersion", FaultMode.AfterWork)]
    [InlineData("PublishFunctionVersion", FaultMode.ResetInBody)]
    public async Task Case_51_create_lost_response_is_sent_once_says_that_it_may_have_happened_and_is_found(string operation, FaultMode mode)
    {
        if (operation != "CreateFunction")
            await Functions.CreateFunctionAsync(s_new, Cancellation);
        if (operation == "CreateAlias")
            await Functions.PublishVersionAsync("qwen3", "first", Cancellation);
        _emulated.Server.Faults.Add(new() { Service = "fc", Operation = operation, Mode = mode });

        var failure = await Assert.ThrowsAsync<CloudException>(() => CreateAsync(operation));

        Assert.Equal((CloudErrorKind.Unavailable, true), (failure.Kind, failure.MayHaveHappened));
        Assert.Equal(1, _emulated.Server.Faults.All().Single().Hits);
        Assert.Equal("ours", await FoundMarkAsync(operation));
    }

    [Theory]
    [InlineData(FaultMode.Reset, 0, "", CloudErrorKind.Unavailable)]
    [InlineData(FaultMode.Before, 503, "", CloudErrorKind.Unavailable)]
    [InlineData(FaultMode.Before, 429, "Throttling.User", CloudErrorKind.Throttled)]
    [InlineData(FaultMode.Deny, 0, "", CloudErrorKind.Denied)]
    public async Task Case_52_eof_and_throttle_nothing_of_these_means_absent(FaultMode mode, int status, string code, CloudErrorKind kind)
    {
        await Functions.CreateFunctionAsync(s_new, Cancellation);
        var fault = _emulated.Server.Faults.Add(new() { Service = "fc", Mode = mode, Status = status, Code = code });

        Assert.Equal(kind, (await Assert.ThrowsAsync<CloudException>(() => Functions.FindFunctionAsync("qwen3", Cancellation))).Kind);
        Assert.Equal(kind, (await Assert.ThrowsAsync<CloudException>(() => Functions.DeleteFunctionAsync("qwen3", Cancellation))).Kind);

        _emulated.Server.Faults.Remove(fault.Id);
        Assert.NotNull(await Functions.FindFunctionAsync("qwen3", Cancellation));
        Assert.Null(await Functions.FindFunctionAsync("none", Cancellation));
    }

    private Task CreateAsync(string operation) => operation switch
    {
        "CreateFunction" => Functions.CreateFunctionAsync(s_new with { Description = "ours" }, Cancellation),
        "CreateTrigger" => Functions.CreateTriggerAsync("qwen3", new() { TriggerName = "http", TriggerType = "http", TriggerConfig = s_trigger.ToText(), Description = "ours" }, Cancellation),
        "CreateAlias" => Functions.CreateAliasAsync("qwen3", new() { AliasName = "live", VersionId = "1", Description = "ours" }, Cancellation),
        _ => Functions.PublishVersionAsync("qwen3", "ours", Cancellation),
    };

    /// <summary>What tells a lost creation as ours, by the look-up that its contract names.</summary>
    private async Task<string?> FoundMarkAsync(string operation) => operation switch
    {
        "CreateFunction" => (await FoundAsync()).Description,
        "CreateTrigger" => (await Functions.FindTriggerAsync("qwen3", "http", Cancellation))?.Description,
        "CreateAlias" => (await Functions.FindAliasAsync("qwen3", "live", Cancellation))?.Description,
        _ => Assert.Single(await Functions.ListVersionsAsync("qwen3", Cancellation).ToListAsync(Cancellation)).Description,
    };

    private async Task<Function> FoundAsync() => (await Functions.FindFunctionAsync("qwen3", Cancellation))!;
}
