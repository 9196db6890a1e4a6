using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.RemoteWrite;

namespace Sonde.Agent.Tests.RemoteWrite;

public sealed class RemoteWriteVerdictTests
{
    // Verdicts are internal, so the table has their names.
    [Theory]
    [InlineData(200, "Delivered")]
    [InlineData(204, "Delivered")]
    [InlineData(299, "Delivered")]
    [InlineData(301, "Drop")]      // a POST is not carried over a redirect
    [InlineData(400, "Drop")]
    [InlineData(404, "Drop")]
    [InlineData(409, "Drop")]
    [InlineData(415, "Drop")]
    [InlineData(401, "Unauthorized")]
    [InlineData(403, "Unauthorized")]
    [InlineData(413, "Split")]
    [InlineData(429, "Retry")]
    [InlineData(500, "Retry")]
    [InlineData(503, "Retry")]
    [InlineData(599, "Retry")]
    [InlineData(999, "Drop")]
    [InlineData(null, "Retry")]    // refused, reset, timed out
    [Spec("2.10 500, 502, 503, 504")]
    public void A_request_is_judged_by_its_status(int? status, string expected) =>
        Assert.Equal(expected, RemoteWriteVerdict.Of(status, retryTooManyRequests: true).ToString());

    [Fact]
    public void Too_many_requests_may_be_final_if_the_file_says_so() =>
        Assert.Equal(Verdict.Drop, RemoteWriteVerdict.Of(429, retryTooManyRequests: false));

    [Fact]
    [Spec("2.10 503 for 20 s")]
    public void Waits_double_up_to_the_longest_and_never_shrink_by_more_than_a_fifth()
    {
        RetryOptions options = new() { InitialDelay = TimeSpan.FromMilliseconds(50), MaxDelay = TimeSpan.FromSeconds(5) };
        var before = TimeSpan.Zero;
        for (var attempt = 1; attempt < 40; attempt++)
        {
            var delay = Backoff.Delay(options, attempt, attempt % 2, retryAfter: null);
            Assert.InRange(delay, before * 0.8, options.MaxDelay * 1.1);
            before = delay;
        }
    }

    [Theory]
    [InlineData(null, 45, 55)]
    [InlineData(20, 20_000, 20_000)]
    [InlineData(999_999, 300_000, 300_000)]
    [Spec("2.10 429")]
    public void A_receiver_may_lengthen_the_wait_up_to_five_minutes(int? retryAfterSeconds, int least, int most)
    {
        var delay = Backoff.Delay(new RetryOptions(), attempt: 1, Random.Shared.NextDouble(), retryAfterSeconds is { } s ? TimeSpan.FromSeconds(s) : null);

        Assert.InRange(delay.TotalMilliseconds, least, most);
    }
}
