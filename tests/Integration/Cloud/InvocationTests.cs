using System.Text;
using Sonde.Emulator.Faults;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Cloud.ObjectStorage;
using Sonde.Testing;

namespace Sonde.Integration.Cloud;

public sealed class InvocationTests : IAsyncLifetime
{
    private readonly EchoHost _host = new();
    private EmulatedCloud _emulated = null!;

    private IFunctionCompute Functions => _emulated.Cloud.Functions;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _emulated = await EmulatedCloud.StartAsync(new() { PendingFor = TimeSpan.Zero, InstanceHost = _ => _host });
        await Functions.CreateFunctionAsync(
            new() { FunctionName = "llm", Runtime = "custom-container", Handler = "handler", CustomContainerConfig = new() { Image = "registry-vpc.cn-hangzhou.aliyuncs.com/ns/vllm:v1" } }, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _emulated.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_function_answers_with_its_log_at_the_version_that_was_asked()
    {
        var version = await Functions.PublishVersionAsync("llm", null, Cancellation);
        await Functions.CreateAliasAsync("llm", new() { AliasName = "live", VersionId = version.VersionId }, Cancellation);

        var result = await InvokeAsync(new() { Qualifier = "live", Payload = Text("{\"prompt\":\"你好\"}"), WithLogTail = true });

        Assert.Equal((200, "{\"prompt\":\"你好\"}", "got {\"prompt\":\"你好\"}", false), (result.Status, TextOf(result), result.LogTail, result.IsFunctionError));
        Assert.False(string.IsNullOrEmpty(result.RequestId));
        Assert.Equal((version.VersionId, "live"), _host.Runs.Select(run => (run.Version, run.Qualifier)).Single());
    }

    [Fact]
    public async Task A_function_that_fails_is_no_exception_and_one_that_breaks_is_one_of_unknown_outcome()
    {
        using var destination = new MemoryStream();
        var failed = await InvokeAsync(new() { Payload = Text(EchoHost.Fail), Destination = destination });
        var broken = await Assert.ThrowsAsync<CloudException>(() => InvokeAsync(new() { Payload = Text(EchoHost.Break) }));

        Assert.Equal((200, "UnhandledInvocationError", EchoHost.Fail, 0), (failed.Status, failed.ErrorType, TextOf(failed), destination.Length));
        Assert.Equal((CloudErrorKind.Unavailable, true), (broken.Kind, broken.MayHaveHappened));
        Assert.Equal([EchoHost.Fail, EchoHost.Break], _host.Runs.Select(run => run.Payload));
    }

    [Fact]
    public async Task A_large_answer_goes_into_a_stream_and_not_into_memory()
    {
        var payload = new string('a', 8 * 1024 * 1024);
        using var destination = new MemoryStream();

        var streamed = await InvokeAsync(new() { Payload = Text(payload), Destination = destination });
        var refused = await Assert.ThrowsAsync<CloudException>(() => InvokeAsync(new() { Payload = Text(payload) }));

        Assert.Equal((payload.Length, payload.Length, 0), (streamed.Length, destination.Length, streamed.Body.Length));
        Assert.Equal("AnswerTooLarge", refused.Code);
    }

    [Fact]
    public async Task A_request_is_left_and_runs_without_us()
    {
        var named = await InvokeAsync(new() { Payload = Text("later"), IsAsync = true, TaskId = "task-1" });
        var nameless = await InvokeAsync(new() { IsAsync = true });

        Assert.Equal((202, "task-1", 0), (named.Status, named.TaskId, named.Body.Length));
        Assert.False(string.IsNullOrEmpty(nameless.TaskId));
        await Eventually.TrueAsync("both have run", TimeSpan.FromSeconds(10), () => _host.Runs.Count == 2, Cancellation);
    }

    [Theory]
    [InlineData(FaultMode.Before, 503)]
    [InlineData(FaultMode.Before, 429)]
    [InlineData(FaultMode.Reset, 0)]
    [InlineData(FaultMode.AfterWork, 0)]
    public async Task A_fault_is_met_once(FaultMode mode, int status)
    {
        _emulated.Server.Faults.Add(new() { Service = "fc", Operation = "InvokeFunction", Mode = mode, Status = status });

        await Assert.ThrowsAsync<CloudException>(() => InvokeAsync(new() { Payload = Text("x") }));

        Assert.Equal(1, _emulated.Server.Faults.All().Single().Hits);
    }

    [Fact]
    public async Task A_function_that_is_switched_off_says_so_and_refuses_until_it_is_on_again()
    {
        await Functions.DisableInvocationAsync("llm", "night", abortOngoing: true, Cancellation);
        await Functions.DisableInvocationAsync("llm", "night", abortOngoing: true, Cancellation);
        var restriction = (await Functions.FindFunctionAsync("llm", Cancellation))!.InvocationRestriction!;
        Assert.Equal((true, "night"), (restriction.Disable, restriction.Reason));
        Assert.Equal("FunctionInvocationDisabled", (await Assert.ThrowsAsync<CloudException>(() => InvokeAsync(new()))).Code);

        await Functions.EnableInvocationAsync("llm", Cancellation);
        Assert.Equal(200, (await InvokeAsync(new())).Status);
        Assert.Single(_host.Runs);
    }

    [Fact]
    public async Task Instances_are_listed_by_state_id_and_time()
    {
        Assert.Equal(["c-1"], await IdsAsync(new() { Statuses = ["Running"] }));
        Assert.Equal(["c-2"], await IdsAsync(new() { InstanceIds = ["c-2"] }));
        Assert.Equal(["c-1"], await IdsAsync(new() { From = DateTimeOffset.UnixEpoch.AddMinutes(90) }));
        Assert.Equal(["c-2"], await IdsAsync(new() { Until = DateTimeOffset.UnixEpoch.AddMinutes(90) }));
        Assert.Equal(["c-1", "c-2"], await IdsAsync(new() { Until = DateTimeOffset.UnixEpoch.AddMinutes(90), WithAllActive = true }));
        Assert.Single(await IdsAsync(new() { Limit = 1 }));
    }

    private async Task<IEnumerable<string>> IdsAsync(InstanceFilter filter) => (await Functions.QueryInstancesAsync("llm", filter, Cancellation)).Select(instance => instance.InstanceId);

    private Task<InvocationResult> InvokeAsync(Invocation invocation) => Functions.InvokeAsync("llm", invocation, Cancellation);

    private static ObjectBody Text(string text) => ObjectBody.FromBytes(Encoding.UTF8.GetBytes(text));

    private static string TextOf(InvocationResult result) => Encoding.UTF8.GetString(result.Body.Span);
}
