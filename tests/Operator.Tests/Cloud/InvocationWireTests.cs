using System.Text;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Operator.Tests.Cloud;

public sealed class InvocationWireTests : IDisposable
{
    private const string Failure = """{"errorMessage":"out of memory","errorType":"FunctionOOMKilled"}""";
    private readonly ScriptedCloud _wire = new();

    private SeenRequest Only => Assert.Single(_wire.Seen);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task A_function_is_called_as_the_official_package_does_and_its_answer_comes_with_the_log()
    {
        _wire.Answer(
            200, "ok", ("content-type", "application/octet-stream"), ("x-fc-request-id", "1-aa"), ("x-fc-log-result", Convert.ToBase64String("Grüße aus dem Log"u8)));

        var result = await InvokeAsync(new() { Qualifier = "live", Payload = Text("""{"prompt":"hi"}"""), WithLogTail = true });

        Assert.Equal(("POST", "/2023-03-30/functions/llm/invocations?qualifier=live", """{"prompt":"hi"}"""), (Only.Method, Only.Target, Only.Body));
        Assert.Equal(("Sync", "Tail", "application/octet-stream"), (Only.Header("x-fc-invocation-type"), Only.Header("x-fc-log-type"), Only.Header("content-type")));
        Assert.Contains("SignedHeaders=content-type;host;x-acs-", Only.Header("authorization"), StringComparison.Ordinal);
        Assert.DoesNotContain("x-fc-", Only.Header("authorization"), StringComparison.Ordinal);
        Assert.Equal((200, "1-aa", "ok", "Grüße aus dem Log", false), (result.Status, result.RequestId, TextOf(result), result.LogTail, result.IsFunctionError));
    }

    [Fact]
    public async Task A_request_is_left_under_the_callers_id()
    {
        _wire.Answer(202, "", ("x-fc-request-id", "1-aa"), ("x-fc-async-task-id", "task-1")).Answer(202);

        var left = await InvokeAsync(new() { Payload = Text("x"), IsAsync = true, TaskId = "task-1", WithLogTail = true });
        await InvokeAsync(new() { IsAsync = true });

        Assert.Equal(("Async", "task-1", null), (_wire.Seen[0].Header("x-fc-invocation-type"), _wire.Seen[0].Header("x-fc-async-task-id"), _wire.Seen[0].Header("x-fc-log-type")));
        Assert.Equal((202, "task-1", 0), (left.Status, left.TaskId, left.Body.Length));
        Assert.Equal((null, ""), (_wire.Seen[1].Header("x-fc-async-task-id"), _wire.Seen[1].Body));
    }

    [Fact]
    public async Task A_function_that_fails_inside_HTTP_200_is_told_from_one_that_answers()
    {
        _wire.Answer(200, Failure, ("X-Fc-Error-Type", "FunctionOOMKilled")).Answer(200, Failure);

        var failed = await InvokeAsync(new());
        var answered = await InvokeAsync(new());

        Assert.Equal((true, "FunctionOOMKilled", Failure), (failed.IsFunctionError, failed.ErrorType, TextOf(failed)));
        Assert.Equal((false, null, Failure), (answered.IsFunctionError, answered.ErrorType, TextOf(answered)));
    }

    [Fact]
    public async Task A_stream_gets_the_answer_and_never_a_failure()
    {
        using var good = new MemoryStream();
        using var bad = new MemoryStream();
        _wire.Answer(200, new string('a', 100)).Answer(200, Failure, ("x-fc-error-type", "FunctionOOMKilled"));

        var answered = await InvokeAsync(new() { Destination = good, MostBytes = 10 });
        var failed = await InvokeAsync(new() { Destination = bad });

        Assert.Equal((100, 100, 0), (answered.Length, good.Length, answered.Body.Length));
        Assert.Equal((0, Failure), (bad.Length, TextOf(failed)));
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(9, "AnswerTooLarge")]
    public async Task An_answer_in_memory_is_bounded(int most, string? code)
    {
        _wire.Answer(200, "0123456789");

        var failure = await Record.ExceptionAsync(() => InvokeAsync(new() { MostBytes = most }));

        Assert.Equal(code, (failure as CloudException)?.Code);
        Assert.Equal(code is not null, failure is CloudException { Kind: CloudErrorKind.Invalid, MayHaveHappened: true });
        Assert.Single(_wire.Seen);
    }

    [Theory]
    [InlineData(503, "ServiceUnavailable", CloudErrorKind.Unavailable, true)]
    [InlineData(429, "ResourceExhausted", CloudErrorKind.Throttled, false)]
    [InlineData(412, "FunctionNotStarted", CloudErrorKind.Conflict, false)]
    [InlineData(403, "SecurityTokenExpired", CloudErrorKind.Denied, false)]
    [InlineData(404, "FunctionNotFound", CloudErrorKind.NotFound, false)]
    public async Task No_refusal_leads_to_a_second_run(int status, string code, CloudErrorKind kind, bool mayHaveRun)
    {
        _wire.Answer(status, $$"""{"Code":"{{code}}","Message":"no","RequestId":"1-aa"}""");

        var failure = await Assert.ThrowsAsync<CloudException>(() => InvokeAsync(new()));

        Assert.Equal((code, kind, mayHaveRun), (failure.Code, failure.Kind, failure.MayHaveHappened));
        Assert.Single(_wire.Seen);
    }

    [Theory]
    [InlineData("InvalidTimeStamp.Expired")]
    [InlineData("SecurityTokenExpired")]
    public async Task Not_even_a_refusal_of_the_clock_or_the_key_is_trusted_for_the_function_may_have_worded_it(string code)
    {
        using var wire = new ScriptedCloud(credentials: new RenewableKey());
        wire.Answer(400, $$"""{"Code":"{{code}}","Message":"no"}""", ("Date", "Wed, 15 Jan 2025 10:30:00 GMT"));

        await Assert.ThrowsAsync<CloudException>(() => wire.Cloud.Functions.InvokeAsync("llm", new(), Cancellation));

        Assert.Single(wire.Seen);
    }

    [Theory]
    [InlineData(404, "no such page")]
    [InlineData(500, "Traceback")]
    public async Task A_status_without_the_services_code_may_be_the_functions_own(int status, string body)
    {
        _wire.Answer(status, body);

        Assert.True((await Assert.ThrowsAsync<CloudException>(() => InvokeAsync(new()))).MayHaveHappened);
        Assert.Single(_wire.Seen);
    }

    [Fact]
    public async Task Only_a_call_that_never_left_is_sent_again()
    {
        _wire.Fail(new HttpRequestException(HttpRequestError.ConnectionError)).Fail(new HttpRequestException(HttpRequestError.ResponseEnded));

        var failure = await Assert.ThrowsAsync<CloudException>(() => InvokeAsync(new()));

        Assert.Equal(("ConnectionLost", true, 2), (failure.Code, failure.MayHaveHappened, _wire.Seen.Count));
    }

    [Fact]
    public async Task A_function_without_a_free_instance_does_not_hold_up_the_account()
    {
        _wire.Answer(429, """{"Code":"ResourceExhausted","Message":"busy"}""", ("Retry-After", "120")).Answer(200, """{"functionName":"other"}""");

        var failure = await Assert.ThrowsAsync<CloudException>(() => InvokeAsync(new()));

        Assert.Equal(TimeSpan.FromSeconds(120), failure.RetryAfter);
        Assert.NotNull(await _wire.Cloud.Functions.FindFunctionAsync("other", Cancellation));
    }

    [Fact]
    public async Task A_function_is_waited_for_as_long_as_the_caller_says()
    {
        var asked = new TaskCompletionSource();
        _wire.Do(async cancellation =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return ScriptedCloud.Response(200, "");
        });

        var call = InvokeAsync(new() { Timeout = TimeSpan.FromHours(1) });
        await asked.Task;
        _wire.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.False(call.IsCompleted);
        _wire.Clock.Advance(TimeSpan.FromMinutes(1.1));

        Assert.Equal("Timeout", (await Assert.ThrowsAsync<CloudException>(() => call)).Code);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(25 * 3600, 100)]
    [InlineData(60, 0)]
    [InlineData(60, 64 * 1024 * 1024)]
    public async Task A_bound_out_of_range_is_refused_before_anything_is_sent(int seconds, int most)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => InvokeAsync(new() { Timeout = TimeSpan.FromSeconds(seconds), MostBytes = most }));
        Assert.Empty(_wire.Seen);
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_costs_no_answer()
    {
        _wire.Answer(200, "ok", ("x-fc-log-result", "not base64!"));

        var result = await InvokeAsync(new() { WithLogTail = true });

        Assert.Equal(("ok", null), (TextOf(result), result.LogTail));
    }

    private Task<InvocationResult> InvokeAsync(Invocation invocation) => _wire.Cloud.Functions.InvokeAsync("llm", invocation, Cancellation);

    private static ObjectBody Text(string text) => ObjectBody.FromBytes(Encoding.UTF8.GetBytes(text));

    private static string TextOf(InvocationResult result) => Encoding.UTF8.GetString(result.Body.Span);

    private sealed class RenewableKey : ICredentials, IRenewable
    {
        public ValueTask<AccessKey> GetAsync(CancellationToken cancellation) => ValueTask.FromResult(new AccessKey("LTAI5tFakeAccessKeyId001", ScriptedCloud.Secret));

        public void Discard(AccessKey key)
        {
        }
    }
}
