using Sonde.Emulator.Faults;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Integration.Cloud;

public sealed class FunctionComputeTests : IAsyncLifetime
{
    private static readonly NewFunction s_new = new()
    {
        FunctionName = "llm",
        Runtime = "custom-container",
        Handler = "handler",
        Cpu = 8,
        MemorySize = 32768,
        GpuConfig = new() { GpuType = "fc.gpu.tesla.1", GpuMemorySize = 16384 },
        CustomContainerConfig = new() { Image = "registry-vpc.cn-hangzhou.aliyuncs.com/ns/vllm:v1", Port = 9000, HealthCheckConfig = new() { HttpGetUrl = "/health" } },
        InstanceLifecycleConfig = new() { Initializer = new() { Command = ["/bin/sh", "-c", "true"], Timeout = 60 } },
        EnvironmentVariables = new Dictionary<string, string> { ["MODEL"] = "Qwen/Qwen3-0.6B – 中文" },
        Tags = [new("sonde.dev/owner", "uid"), new("team", "ml")],
    };

    private EmulatedCloud _emulated = null!;

    private IFunctionCompute Functions => _emulated.Cloud.Functions;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _emulated = await EmulatedCloud.StartAsync();

    public ValueTask DisposeAsync() => _emulated.DisposeAsync();

    [Fact]
    public async Task A_function_lives_from_create_to_delete()
    {
        Assert.Null(await Functions.FindFunctionAsync("llm", Cancellation));
        var made = await Functions.CreateFunctionAsync(s_new, Cancellation);
        Assert.Equal($"acs:fc:cn-hangzhou:{EmulatedCloud.AccountId}:functions/llm", made.FunctionArn);

        var found = (await Functions.FindFunctionAsync("llm", Cancellation))!;
        Assert.Equal(("Qwen/Qwen3-0.6B – 中文", 9000, "/health"), (found.EnvironmentVariables!["MODEL"], found.CustomContainerConfig!.Port, found.CustomContainerConfig.HealthCheckConfig!.HttpGetUrl));
        Assert.Equal(["/bin/sh", "-c", "true"], found.InstanceLifecycleConfig!.Initializer!.Command!);
        Assert.Contains(found.State, new[] { FunctionStates.Pending, FunctionStates.Active });

        await Functions.UpdateFunctionAsync("llm", new() { Description = "v2", EnvironmentVariables = new Dictionary<string, string>() }, Cancellation);
        var updated = (await Functions.FindFunctionAsync("llm", Cancellation))!;
        Assert.Equal(("v2", 32768), (updated.Description, updated.MemorySize));
        Assert.Empty(updated.EnvironmentVariables ?? new Dictionary<string, string>());

        await Functions.DeleteFunctionAsync("llm", Cancellation);
        await Functions.DeleteFunctionAsync("llm", Cancellation);
        Assert.Null(await Functions.FindFunctionAsync("llm", Cancellation));
    }

    [Fact]
    public async Task Lists_are_read_to_their_end_and_filtered_by_prefix_and_tag()
    {
        for (var i = 0; i < 130; i++)
            await Functions.CreateFunctionAsync(s_new with { FunctionName = $"llm-{i:000}", Tags = [new("parity", i % 2 == 0 ? "even" : "odd")] }, Cancellation);

        Assert.Equal(130, await CountAsync(Functions.ListFunctionsAsync(FunctionFilter.All, Cancellation)));
        Assert.Equal(65, await CountAsync(Functions.ListFunctionsAsync(new(Tags: [new("parity", "odd")]), Cancellation)));
        Assert.Equal(10, await CountAsync(Functions.ListFunctionsAsync(new("llm-01"), Cancellation)));
    }

    [Fact]
    public async Task A_trigger_lives_from_create_to_delete()
    {
        await Functions.CreateFunctionAsync(s_new, Cancellation);
        Assert.Null(await Functions.FindTriggerAsync("llm", "http", Cancellation));
        var made = await Functions.CreateTriggerAsync(
            "llm", new() { TriggerName = "http", TriggerType = "http", TriggerConfig = new HttpTriggerConfig { AuthType = "anonymous", Methods = ["GET", "POST"] }.ToText(), Qualifier = "LATEST" }, Cancellation);
        Assert.False(string.IsNullOrEmpty(made.HttpTrigger?.UrlInternet));

        await Functions.UpdateTriggerAsync("llm", "http", new() { TriggerConfig = new HttpTriggerConfig { AuthType = "function", Methods = ["POST"] }.ToText() }, Cancellation);
        var found = (await Functions.FindTriggerAsync("llm", "http", Cancellation))!;
        Assert.Equal("function", HttpTriggerConfig.Parse(found.TriggerConfig)!.AuthType);
        Assert.Equal(made.HttpTrigger!.UrlInternet, found.HttpTrigger!.UrlInternet);
        Assert.Equal(1, await CountAsync(Functions.ListTriggersAsync("llm", Cancellation)));
        Assert.Equal(0, await CountAsync(Functions.ListTriggersAsync("none", Cancellation)));

        await Functions.DeleteTriggerAsync("llm", "http", Cancellation);
        await Functions.DeleteTriggerAsync("llm", "http", Cancellation);
        Assert.Null(await Functions.FindTriggerAsync("llm", "http", Cancellation));
    }

    [Fact]
    public async Task Provisioning_scaling_and_concurrency_are_put_found_listed_and_deleted()
    {
        await Functions.CreateFunctionAsync(s_new, Cancellation);
        await BecomeActiveAsync();

        Assert.Null(await Functions.FindProvisionConfigAsync("llm", "LATEST", Cancellation));
        await Functions.PutProvisionConfigAsync("llm", "LATEST", new() { DefaultTarget = 1, AlwaysAllocateCpu = true, AlwaysAllocateGpu = true }, Cancellation);
        Assert.Equal((1, true), await Functions.FindProvisionConfigAsync("llm", "LATEST", Cancellation) is { } provision ? (provision.DefaultTarget, provision.AlwaysAllocateCpu) : default);
        Assert.Equal(1, await CountAsync(Functions.ListProvisionConfigsAsync(null, Cancellation)));
        await Functions.DeleteProvisionConfigAsync("llm", "LATEST", Cancellation);
        Assert.Null(await Functions.FindProvisionConfigAsync("llm", "LATEST", Cancellation));

        Assert.Null(await Functions.FindScalingConfigAsync("llm", "LATEST", Cancellation));
        await Functions.PutScalingConfigAsync("llm", "LATEST", new() { MinInstances = 1, EnableOnDemandScaling = true, HorizontalScalingPolicies = [], ScheduledPolicies = [] }, Cancellation);
        Assert.Equal(1, (await Functions.FindScalingConfigAsync("llm", "LATEST", Cancellation))?.MinInstances);
        Assert.Equal(1, await CountAsync(Functions.ListScalingConfigsAsync("llm", Cancellation)));
        await Functions.DeleteScalingConfigAsync("llm", "LATEST", Cancellation);
        Assert.Null(await Functions.FindScalingConfigAsync("llm", "LATEST", Cancellation));

        Assert.Null(await Functions.FindConcurrencyConfigAsync("llm", Cancellation));
        await Functions.PutConcurrencyConfigAsync("llm", 3, Cancellation);
        Assert.Equal(3, (await Functions.FindConcurrencyConfigAsync("llm", Cancellation))?.ReservedConcurrency);
        Assert.Equal(1, await CountAsync(Functions.ListConcurrencyConfigsAsync(null, Cancellation)));
        await Functions.DeleteConcurrencyConfigAsync("llm", Cancellation);
        Assert.Null(await Functions.FindConcurrencyConfigAsync("llm", Cancellation));

        Assert.Empty(await Functions.ListInstancesAsync("llm", null, Cancellation));
    }

    [Fact]
    public async Task Tags_are_added_listed_and_removed()
    {
        var arn = (await Functions.CreateFunctionAsync(s_new, Cancellation)).FunctionArn!;

        await Functions.TagFunctionAsync(arn, [new("team", "infra"), new("new", "1")], Cancellation);
        await Functions.UntagFunctionAsync(arn, ["sonde.dev/owner"], Cancellation);

        var tags = new List<Tag>();
        await foreach (var tag in Functions.ListTagsAsync(arn, Cancellation))
            tags.Add(tag);
        Assert.Equal([new Tag("new", "1"), new Tag("team", "infra")], tags.OrderBy(tag => tag.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Refusals_have_their_kinds()
    {
        await Functions.CreateFunctionAsync(s_new, Cancellation);

        Assert.Equal(CloudErrorKind.AlreadyExists, await KindAsync(() => Functions.CreateFunctionAsync(s_new, Cancellation)));
        Assert.Equal(CloudErrorKind.Invalid, await KindAsync(() => Functions.CreateFunctionAsync(s_new with { FunctionName = "other", Handler = null }, Cancellation)));
        Assert.Equal(CloudErrorKind.NotFound, await KindAsync(() => Functions.UpdateFunctionAsync("none", new() { Description = "x" }, Cancellation)));
        Assert.Equal(CloudErrorKind.Denied, await KindAsync(() => _emulated.With(EmulatedCloud.Key with { Secret = "wrong" }).Functions.FindFunctionAsync("llm", Cancellation)));
        Assert.Equal(CloudErrorKind.Denied, await KindAsync(() => _emulated.With(new("LTAI5tUnknown", "x")).Functions.FindFunctionAsync("llm", Cancellation)));
    }

    [Theory]
    [InlineData(FaultMode.AfterWork)]
    [InlineData(FaultMode.ResetInBody)]
    public async Task A_create_whose_answer_is_lost_happened_once_and_says_so(FaultMode mode)
    {
        _emulated.Server.Faults.Add(new() { Service = "fc", Operation = "CreateFunction", Mode = mode, Count = 1 });

        var failure = await Assert.ThrowsAsync<CloudException>(() => Functions.CreateFunctionAsync(s_new, Cancellation));

        Assert.True(failure.MayHaveHappened);
        Assert.NotNull(await Functions.FindFunctionAsync("llm", Cancellation));
    }

    [Theory]
    [InlineData(FaultMode.Before, 429)]
    [InlineData(FaultMode.Before, 503)]
    [InlineData(FaultMode.Reset, 0)]
    public async Task An_update_outlives_two_faults(FaultMode mode, int status)
    {
        await Functions.CreateFunctionAsync(s_new, Cancellation);
        _emulated.Server.Faults.Add(new() { Service = "fc", Operation = "UpdateFunction", Mode = mode, Status = status, Count = 2 });

        Assert.Equal("v2", (await Functions.UpdateFunctionAsync("llm", new() { Description = "v2" }, Cancellation)).Description);
    }

    private async Task BecomeActiveAsync()
    {
        while ((await Functions.FindFunctionAsync("llm", Cancellation))!.State != FunctionStates.Active)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
    }

    private static async Task<int> CountAsync<T>(IAsyncEnumerable<T> items)
    {
        var count = 0;
        await foreach (var _ in items)
            count++;
        return count;
    }

    private static async Task<CloudErrorKind> KindAsync(Func<Task> call) => (await Assert.ThrowsAsync<CloudException>(call)).Kind;
}
