using System.Diagnostics;

namespace Sonde.Testing;

/// <summary>The one place where tests wait: a condition is asked until it holds, or a deadline passes and the message says what was seen last.</summary>
public static class Eventually
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until the condition is true. An exception thrown by it counts as "not yet" and is told in the end.</summary>
    /// <param name="what">What is waited for, as it should read in the failure: "the function is Ready".</param>
    /// <param name="within">How long at most.</param>
    /// <param name="condition">Asked again and again, with growing pauses (10 ms to 200 ms).</param>
    /// <param name="cancellation">Ends the wait early.</param>
    /// <exception cref="TimeoutException">The deadline passed.</exception>
    public static Task TrueAsync(string what, TimeSpan within, Func<CancellationToken, Task<bool>> condition, CancellationToken cancellation) =>
        PollAsync(what, within, async token => await condition(token) ? new Answer<bool>(true) : null, cancellation);

    /// <summary>As the other overload, for a condition that needs no I/O.</summary>
    public static Task TrueAsync(string what, TimeSpan within, Func<bool> condition, CancellationToken cancellation) =>
        TrueAsync(what, within, _ => Task.FromResult(condition()), cancellation);

    /// <summary>Waits until the probe finds something (not null) and gives it.</summary>
    public static Task<T> FoundAsync<T>(string what, TimeSpan within, Func<CancellationToken, Task<T?>> probe, CancellationToken cancellation)
        where T : class =>
        PollAsync(what, within, async token => await probe(token) is { } found ? new Answer<T>(found) : null, cancellation);

    /// <summary>Waits until the assertions throw no more. On failure the last assertion's words are the message.</summary>
    public static Task PassesAsync(string what, TimeSpan within, Func<CancellationToken, Task> assertions, CancellationToken cancellation) =>
        PollAsync(what, within, async token => { await assertions(token); return new Answer<bool>(true); }, cancellation);

    private static async Task<T> PollAsync<T>(string what, TimeSpan within, Func<CancellationToken, Task<Answer<T>?>> probe, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(within, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var begin = Stopwatch.GetTimestamp();
        Exception? last = null;
        var attempts = 0;
        try
        {
            for (var pause = s_firstPause; ; pause = pause < s_longestPause ? pause * 1.5 : s_longestPause)
            {
                attempts++;
                try
                {
                    if (await probe(either.Token) is { } answer)
                        return answer.Value;
                    last = null;
                }
                catch (Exception e) when (!either.IsCancellationRequested)
                {
                    last = e;
                }

                await Task.Delay(pause, TimeProvider.System, either.Token);
            }
        }
        catch (Exception e) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            last ??= e is OperationCanceledException ? null : e;
            var seen = last is null ? "The condition stayed false." : $"Seen last: {last.Message}";
            throw new TimeoutException($"Not within {Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s ({attempts} attempts): {what}. {seen}", last);
        }
    }

    private sealed record Answer<T>(T Value);
}
