using Sonde.Testing;
using Sonde.Testing.Processes;
using Sonde.Testing.RemoteWrite;

namespace Sonde.Integration;

/// <summary>Waiting ends as soon as it can, and a wait in vain says what was seen.</summary>
public sealed class WaitingTests
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_condition_that_comes_true_ends_the_wait()
    {
        var asked = 0;

        await Eventually.TrueAsync("it was asked three times", s_long, () => ++asked == 3, Cancellation);

        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_condition_that_never_holds_is_named_with_what_was_seen_last()
    {
        var e = await Assert.ThrowsAsync<TimeoutException>(() => Eventually.PassesAsync(
            "the light is green", s_short, _ => throw new InvalidOperationException("the light is red"), Cancellation));

        Assert.Contains("the light is green", e.Message, StringComparison.Ordinal);
        Assert.Contains("the light is red", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_probe_that_hangs_ends_with_the_deadline()
    {
        var e = await Assert.ThrowsAsync<TimeoutException>(() => Eventually.FoundAsync<string>(
            "an answer", s_short, async token => { await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token); return ""; }, Cancellation));

        Assert.Contains("an answer", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_wait_is_cancelled_not_failed()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.TrueAsync("never", s_long, () => false, cancelled.Token));
    }

    [Fact]
    public async Task A_line_is_found_before_and_after_it_is_written()
    {
        await using var echo = ChildProcess.Start(new ChildProcessStart("cat"));
        var later = echo.WaitForLineAsync("the second line", l => l == "second", s_long, Cancellation);

        await echo.WriteLineAsync("first", Cancellation);
        await echo.WriteLineAsync("second", Cancellation);

        Assert.Equal("second", await later);
        Assert.Equal("first", await echo.WaitForLineAsync("the first line", l => l == "first", s_long, Cancellation));
    }

    [Fact]
    public async Task A_program_that_ends_before_its_line_is_told_with_its_last_words()
    {
        await using var child = ChildProcess.Start(new ChildProcessStart("sh", "-c", "echo no such option >&2; exit 3"));

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => child.WaitForLineAsync("READY", l => l == "READY", s_long, Cancellation));

        Assert.Contains("no such option", e.Message, StringComparison.Ordinal);
        Assert.Equal(3, await child.WaitForExitAsync(s_long, Cancellation));
    }

    [Fact]
    public async Task Descendants_end_with_the_child()
    {
        var child = ChildProcess.Start(new ChildProcessStart("sh", "-c", "sleep 1000 & echo $!; wait"));
        var descendant = await child.WaitForLineAsync("the descendant's id", l => l.Length > 0, s_long, Cancellation);

        await child.DisposeAsync();

        await Eventually.TrueAsync($"process {descendant} has ended", s_long, () => HasEnded(descendant), Cancellation);
    }

    [Fact]
    public async Task A_signal_reaches_the_child()
    {
        await using var child = ChildProcess.Start(new ChildProcessStart("sh", "-c", "trap 'exit 7' TERM; echo set; while :; do sleep 0.01; done"));
        await child.WaitForLineAsync("the trap", l => l == "set", s_long, Cancellation);

        child.Send(UnixSignal.Terminate);

        Assert.Equal(7, await child.WaitForExitAsync(s_long, Cancellation));
    }

    [Fact]
    public async Task A_sink_with_a_hanging_answer_ends_at_once()
    {
        var sink = await RemoteWriteSink.StartAsync(Cancellation);
        sink.Answer = new RemoteWriteAnswer { Delay = Timeout.InfiniteTimeSpan };
        using var http = new HttpClient(new SocketsHttpHandler());
        var hanging = http.PostAsync(sink.Url, new ByteArrayContent([0]), Cancellation);
        await sink.WaitForAsync("the request has arrived", r => r.Count == 1, s_long, Cancellation);

        await sink.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Cancellation);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => hanging);
    }

    // A zombie waits for a parent that may never collect it; it has ended all the same.
    private static bool HasEnded(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Split(' ')[2] is "Z" or "X";
        }
        catch (IOException)
        {
            return true;
        }
    }
}
