using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Operator.Tests.Cloud;

public sealed class RetryTests : IDisposable
{
    private static readonly NewFunction s_new = new() { FunctionName = "f", Handler = "handler", Runtime = "custom-container" };
    private readonly ScriptedCloud _wire = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task A_read_is_repeated_and_signed_afresh_each_time()
    {
        _wire.Answer(503, """{"Code":"ServiceUnavailable","Message":"busy"}""").Fail(new HttpRequestException(HttpRequestError.ResponseEnded)).Answer(200, """{"functionName":"f"}""");

        var found = await _wire.Cloud.Functions.FindFunctionAsync("f", TestContext.Current.CancellationToken);

        Assert.Equal("f", found!.FunctionName);
        Assert.Equal(["nonce-1", "nonce-2", "nonce-3"], _wire.Seen.Select(request => request.Header("x-acs-signature-nonce")));
        Assert.Equal(3, _wire.Seen.Select(request => request.Header("authorization")).Distinct().Count());
    }

    [Theory]
    [InlineData(500, """{"Code":"InternalServerError","Message":"x"}""")]
    [InlineData(503, """{"Code":"ServiceUnavailable","Message":"x"}""")]
    [InlineData(502, "<html>bad gateway</html>")]
    public async Task A_create_of_unknown_outcome_is_not_repeated_and_says_so(int status, string body)
    {
        _wire.Answer(status, body);

        var failure = await Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Functions.CreateFunctionAsync(s_new, TestContext.Current.CancellationToken));

        Assert.Equal(CloudErrorKind.Unavailable, failure.Kind);
        Assert.True(failure.MayHaveHappened);
        Assert.Single(_wire.Seen);
    }

    [Fact]
    public async Task A_create_whose_connection_broke_is_not_repeated()
    {
        _wire.Fail(new HttpRequestException(HttpRequestError.ResponseEnded));

        var failure = await Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Functions.CreateFunctionAsync(s_new, TestContext.Current.CancellationToken));

        Assert.Equal("ConnectionLost", failure.Code);
        Assert.True(failure.MayHaveHappened);
    }

    [Fact]
    public async Task A_create_that_never_left_is_repeated()
    {
        _wire.Fail(new HttpRequestException(HttpRequestError.ConnectionError)).Answer(200, """{"functionName":"f"}""");

        Assert.Equal("f", (await _wire.Cloud.Functions.CreateFunctionAsync(s_new, TestContext.Current.CancellationToken)).FunctionName);
        Assert.Equal(2, _wire.Seen.Count);
    }

    [Theory]
    [InlineData("x-acs-retry-after", "1500", 1.5)]
    [InlineData("Retry-After", "2", 2)]
    [InlineData("Retry-After", "Wed, 15 Jan 2025 08:30:03 GMT", 3)]
    [InlineData("Retry-After", "2", 2, "x-acs-retry-after", "1500")]
    [InlineData("Retry-After", "1", 1.5, "x-acs-retry-after", "1500")]
    public async Task A_throttled_create_is_repeated_when_the_service_says(string header, string value, double seconds, string another = "x-other", string itsValue = "")
    {
        _wire.Answer(429, """{"Code":"Throttling.User","Message":"slow down"}""", (header, value), (another, itsValue)).Answer(200, """{"functionName":"f"}""");

        await _wire.Cloud.Functions.CreateFunctionAsync(s_new, TestContext.Current.CancellationToken);

        Assert.Equal(2, _wire.Seen.Count);
        Assert.Contains(TimeSpan.FromSeconds(seconds), _wire.Clock.Waits);
    }

    [Fact]
    public async Task A_service_that_asks_for_long_is_left_to_the_caller()
    {
        _wire.Answer(429, """{"Code":"Throttling.User","Message":"slow down"}""", ("Retry-After", "120"));

        var failure = await Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Functions.FindFunctionAsync("f", TestContext.Current.CancellationToken));
        Assert.Equal((CloudErrorKind.Throttled, TimeSpan.FromSeconds(120)), (failure.Kind, failure.RetryAfter));

        // Others of the account are not sent into the same wall meanwhile, and are told how long it stands.
        var next = await Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Functions.FindFunctionAsync("g", TestContext.Current.CancellationToken));
        Assert.Equal(("OwnRateLimit", TimeSpan.FromSeconds(120)), (next.Code, next.RetryAfter));
        Assert.Single(_wire.Seen);
    }

    [Fact]
    public async Task Attempts_are_bounded()
    {
        for (var i = 0; i < 9; i++)
            _wire.Answer(500, "");

        await Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Functions.FindFunctionAsync("f", TestContext.Current.CancellationToken));
        Assert.Equal(4, _wire.Seen.Count);
        Assert.All(_wire.Clock.Waits, wait => Assert.InRange(wait, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_repeated_upload_sends_its_body_again()
    {
        _wire.Fail(new HttpRequestException(HttpRequestError.ResponseEnded)).Answer(200);

        await _wire.Cloud.Objects.PutAsync("bucket", "a.yaml", ObjectBody.FromBytes("a: 1\n"u8.ToArray()), PutOptions.None, TestContext.Current.CancellationToken);

        Assert.Equal(["a: 1\n", "a: 1\n"], _wire.Seen.Select(request => request.Body));
    }

    [Fact]
    public async Task No_capacity_is_not_asked_for_again_at_once()
    {
        _wire.Answer(503, """{"Code":"ResourcePoolInsufficientCapacity","Message":"none"}""");

        var failure = await Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Functions.PutProvisionConfigAsync("f", "LATEST", new() { DefaultTarget = 1 }, TestContext.Current.CancellationToken));
        Assert.Equal("ResourcePoolInsufficientCapacity", failure.Code);
        Assert.Single(_wire.Seen);
    }

    [Fact]
    public async Task Silence_is_a_timeout_after_thirty_seconds()
    {
        var asked = new TaskCompletionSource();
        _wire.Do(async cancellation =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return ScriptedCloud.Response(200, "");
        });

        var call = _wire.Cloud.Functions.CreateFunctionAsync(s_new, TestContext.Current.CancellationToken);
        await asked.Task;
        _wire.Clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(call.IsCompleted);
        _wire.Clock.Advance(TimeSpan.FromSeconds(1.1));

        var failure = await Assert.ThrowsAsync<CloudException>(() => call);
        Assert.Equal((CloudErrorKind.Unavailable, "Timeout", true), (failure.Kind, failure.Code, failure.MayHaveHappened));
    }

    [Fact]
    public async Task The_callers_own_cancellation_stays_one()
    {
        using var cancel = new CancellationTokenSource();
        _wire.Do(async cancellation =>
        {
            await cancel.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            return ScriptedCloud.Response(200, "");
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _wire.Cloud.Functions.FindFunctionAsync("f", cancel.Token));
        Assert.Single(_wire.Seen);
    }

    [Fact]
    public async Task The_services_clock_is_learnt_once()
    {
        const string Skewed = "<Error><Code>RequestTimeTooSkewed</Code><Message>x</Message></Error>";
        _wire.Answer(403, Skewed, ("Date", "Wed, 15 Jan 2025 10:30:00 GMT")).Answer(204).Answer(204);

        await _wire.Cloud.Objects.DeleteAsync("bucket", "a", TestContext.Current.CancellationToken);
        await _wire.Cloud.Objects.DeleteAsync("bucket", "b", TestContext.Current.CancellationToken);

        Assert.Equal(["20250115T083000Z", "20250115T103000Z", "20250115T103000Z"], _wire.Seen.Select(request => request.Header("x-oss-date")));
    }

    [Fact]
    public async Task A_clock_that_is_right_is_not_learnt_over_and_over()
    {
        const string Skewed = "<Error><Code>RequestTimeTooSkewed</Code><Message>x</Message></Error>";
        _wire.Answer(403, Skewed, ("Date", "Wed, 15 Jan 2025 08:30:00 GMT"));

        var failure = await Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Objects.DeleteAsync("bucket", "a", TestContext.Current.CancellationToken));
        Assert.Equal(CloudErrorKind.Denied, failure.Kind);
        Assert.Single(_wire.Seen);
    }
}
