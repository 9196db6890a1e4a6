using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Desired;
using Sonde.Operator.Drift;

namespace Sonde.Operator.Tests.Cloud;

/// <summary>Bugs that other operators had with this cloud, each as the clients and the comparison must meet it.</summary>
public sealed class PublicCasesTests : IDisposable
{
    private readonly ScriptedCloud _wire = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task Case_43_perpetual_diff_defaults_what_the_service_fills_in_is_no_drift()
    {
        _wire.Answer(200, """
            {"functionName":"qwen3","runtime":"custom-container","memorySize":32768,"cpu":8.0,"diskSize":512,"timeout":3,"instanceConcurrency":1,"internetAccess":true,"environmentVariables":{},"layers":[],
             "gpuConfig":{"gpuMemorySize":16384,"gpuType":"fc.gpu.tesla.1"},
             "customContainerConfig":{"image":"r.example.com/vllm:v0.10.1","port":9000,"command":["vllm","serve"],"entrypoint":[],"acrInstanceId":"","resolvedImageUri":"r.example.com/vllm@sha256:aa","healthCheckConfig":null},
             "lastUpdateStatus":"Successful","state":"Active","codeChecksum":"1","functionId":"f-1","lastModifiedTime":"2026-03-15T00:00:00Z"}
            """);
        var desired = new DesiredFunction
        {
            Name = "qwen3",
            Config = new()
            {
                Runtime = "custom-container",
                Cpu = 8,
                MemorySize = 32768,
                GpuConfig = new() { GpuMemorySize = 16384, GpuType = "fc.gpu.tesla.1" },
                CustomContainerConfig = new() { Image = "r.example.com/vllm:v0.10.1", Port = 9000, Command = ["vllm", "serve"] },
            },
            Environment = new Dictionary<string, DesiredVariable>(),
            Mounts = [],
            Tags = [],
        };

        var changes = FunctionChanges.Between(desired, new((await _wire.Cloud.Functions.FindFunctionAsync("qwen3", Cancellation))!, null, null, null), secret => secret);

        Assert.True(changes.Function.IsEmpty);
        Assert.Empty(changes.Differences);
    }

    [Theory]
    [InlineData(409, "ResidentScalingConfigExists", CloudErrorKind.Blocked)]
    [InlineData(409, "ProvisionConfigExist", CloudErrorKind.Blocked)]
    [InlineData(400, "InvalidArgument", CloudErrorKind.Invalid)]
    [InlineData(400, "ResourcePoolInsufficientCapacity", CloudErrorKind.Unavailable)]
    public async Task Case_44_gpu_change_with_resident_pool_is_told_after_one_try(int status, string code, CloudErrorKind kind)
    {
        _wire.Answer(status, $$"""{"Code":"{{code}}","Message":"GPU type should not be changed with resident scaling config"}""");

        var failure = await Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Functions.UpdateFunctionAsync("qwen3", new() { GpuConfig = new() { GpuType = "fc.gpu.ada.1" } }, Cancellation));

        Assert.Equal((kind, "GPU type should not be changed with resident scaling config"), (failure.Kind, failure.Detail));
        Assert.Single(_wire.Seen);
    }

    [Fact]
    public async Task Case_46_image_acceleration_pending_is_told_as_it_is()
    {
        _wire.Answer(200, """{"functionName":"f","state":"Pending","stateReasonCode":"Creating","lastUpdateStatus":"InProgress"}""")
            .Answer(200, """{"functionName":"f","state":"Failed","stateReason":"image not found","lastUpdateStatus":"Failed"}""");

        var pending = (await _wire.Cloud.Functions.FindFunctionAsync("f", Cancellation))!;
        var failed = (await _wire.Cloud.Functions.FindFunctionAsync("f", Cancellation))!;

        Assert.Equal((FunctionStates.Pending, "Creating", UpdateStatuses.InProgress), (pending.State, pending.StateReasonCode, pending.LastUpdateStatus));
        Assert.Equal((FunctionStates.Failed, "image not found", UpdateStatuses.Failed), (failed.State, failed.StateReason, failed.LastUpdateStatus));
    }

    [Fact]
    public async Task Case_47_partial_update_resets_lists_empty_and_zero_are_sent()
    {
        _wire.Answer(200, "{}").Answer(200, "{}").Answer(200, "{}").Answer(200, "{}");

        await _wire.Cloud.Functions.UpdateFunctionAsync("f", new() { EnvironmentVariables = new Dictionary<string, string>(), InternetAccess = false, Description = "" }, Cancellation);
        await _wire.Cloud.Functions.UpdateFunctionAsync("f", new() { EnvironmentVariables = new Dictionary<string, string> { ["A"] = "1", ["B"] = "" } }, Cancellation);
        await _wire.Cloud.Functions.PutScalingConfigAsync("f", "LATEST", new() { MinInstances = 0, ScheduledPolicies = [], HorizontalScalingPolicies = [] }, Cancellation);
        await _wire.Cloud.Functions.PutAsyncInvokeConfigAsync("f", "LATEST", new() { MaxAsyncRetryAttempts = 0 }, Cancellation);

        Assert.Equal("""{"description":"","environmentVariables":{},"internetAccess":false}""", _wire.Seen[0].Body);
        Assert.Equal("""{"environmentVariables":{"A":"1","B":""}}""", _wire.Seen[1].Body);
        Assert.Contains("\"minInstances\":0", _wire.Seen[2].Body, StringComparison.Ordinal);
        Assert.Contains("\"scheduledPolicies\":[]", _wire.Seen[2].Body, StringComparison.Ordinal);
        Assert.Equal("""{"maxAsyncRetryAttempts":0}""", _wire.Seen[3].Body);
    }

    [Fact]
    public async Task Case_50_arms_read_fields_an_id_is_given_before_the_urls_are()
    {
        _wire.Answer(200, """{"Code":200,"Data":"rw-abc"}""").Answer(400, """{"Code":"400","Message":"instance not ready"}""")
            .Answer(200, """{"Code":200,"Data":{"ClusterId":"rw-abc","RemoteWriteIntraUrl":"","RemoteWriteInterUrl":""}}""");

        Assert.Equal("rw-abc", await _wire.Cloud.Prometheus.CreateAsync(new() { ClusterName = "llm", Tags = [] }, Cancellation));
        Assert.Equal(CloudErrorKind.Invalid, (await Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Prometheus.FindAsync("rw-abc", Cancellation))).Kind);
        Assert.Equal("", (await _wire.Cloud.Prometheus.FindAsync("rw-abc", Cancellation))!.RemoteWriteInterUrl);
    }

    [Fact]
    public async Task Case_51_create_lost_response_is_sent_once_and_says_that_it_may_have_happened()
    {
        _wire.Fail(new HttpRequestException(HttpRequestError.ResponseEnded, "reset"));

        var failure = await Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Prometheus.CreateAsync(new() { ClusterName = "llm-metrics", Tags = [new("sonde.dev/owner", "x")] }, Cancellation));

        Assert.True(failure.MayHaveHappened);
        Assert.Single(_wire.Seen);
    }

    [Fact]
    public async Task Case_52_eof_and_throttle_only_the_known_404_means_absent()
    {
        for (var attempt = 0; attempt < 4; attempt++)
            _wire.Fail(new HttpRequestException(HttpRequestError.ResponseEnded, "EOF"));
        Assert.Equal(CloudErrorKind.Unavailable, (await FailureAsync()).Kind);

        _wire.Answer(403, """{"Code":"AccessDenied"}""");
        Assert.Equal(CloudErrorKind.Denied, (await FailureAsync()).Kind);

        for (var attempt = 0; attempt < 4; attempt++)
            _wire.Answer(429, """{"Code":"Throttling.User"}""");
        Assert.Equal(CloudErrorKind.Throttled, (await FailureAsync()).Kind);

        _wire.Answer(404, """{"Code":"FunctionNotFound"}""");
        Assert.Null(await _wire.Cloud.Functions.FindFunctionAsync("f", Cancellation));
    }

    private Task<CloudException> FailureAsync() => Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Functions.FindFunctionAsync("f", Cancellation));
}
