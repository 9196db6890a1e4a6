using Microsoft.Extensions.Logging;
using Sonde.Agent.Core.Telemetry;
using Sonde.Agent.Core.Timing;
using Sonde.Agent.Parent;

namespace Sonde.Agent.Machine;

/// <summary>Asks <c>nvidia-smi</c> for the figures of all GPUs, over and over.</summary>
/// <remarks>Why a program and not the library: the agent is a static file, which can load no library (design 12).</remarks>
/// <param name="program">Path of the program.</param>
/// <param name="interval">From one question to the next.</param>
/// <param name="tell">Called with the series whenever others are there than before.</param>
/// <param name="clock">Measures.</param>
/// <param name="log">Where lines go.</param>
internal sealed class GpuWatch(string program, TimeSpan interval, Action<IReadOnlyList<SelfMetric>> tell, TimeProvider clock, ILogger log)
{
    private const int MostDoublings = 10;

    private static readonly TimeSpan s_longestAnswer = TimeSpan.FromSeconds(5);
    // A program that hangs in a driver cannot be killed: neither a stop nor another configuration waits for it, and no second one is started beside it.
    private static readonly TimeSpan s_longestEnd = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(10);

    private IReadOnlyList<GpuReading> _readings = [];
    private int _silences;
    private Task? _endless;
    private string? _told;

    /// <summary>Doubles with each silence, up to ten minutes.</summary>
    private TimeSpan Pause => _silences == 0 ? interval : TimeSpan.FromTicks(Math.Max(interval.Ticks, Math.Min((interval * Math.Pow(2, _silences)).Ticks, s_longestPause.Ticks)));

    /// <summary>Asks until cancelled. A program that answers nothing is asked less and less often.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await AskAsync(cancellation);
            await Task.Delay(Pause, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AskAsync(CancellationToken cancellation)
    {
        var (output, why) = await OutputAsync(cancellation);
        if (cancellation.IsCancellationRequested)
            return;

        var readings = GpuReading.Parse(output);
        Take(readings);
        _silences = readings.Count > 0 ? 0 : Math.Min(_silences + 1, MostDoublings);
        Say(readings.Count, why);
    }

    /// <summary>What the program prints, and what to say where that is nothing.</summary>
    private async Task<(string Output, string Why)> OutputAsync(CancellationToken cancellation)
    {
        const string Endless = "it was killed and does not end";
        if (_endless is { IsCompleted: false })
            return ("", Endless);

        using CancellationTokenSource deadline = new(s_longestAnswer, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            var answer = BoundedProgram.OutputAsync([program, .. GpuReading.Arguments], either.Token);
            await ((Task)answer).WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (await answer.UpToAsync(s_longestEnd, clock))
                return (await answer, deadline.IsCancellationRequested ? $"no answer within {s_longestAnswer.TotalSeconds} s" : "it prints no figures");

            _endless = answer;
            return ("", Endless);
        }
        catch (Exception e) when (e is ProgramStartException or IOException)
        {
            return ("", e.Message);
        }
    }

    private void Take(IReadOnlyList<GpuReading> readings)
    {
        var before = Interlocked.Exchange(ref _readings, readings);
        var isSame = before.Count == readings.Count;
        for (var i = 0; isSame && i < readings.Count; i++)
            isSame = readings[i].HasSeriesOf(before[i]);
        if (!isSame)
            tell([.. readings.SelectMany(SeriesOf)]);
    }

    private IEnumerable<SelfMetric> SeriesOf(GpuReading gpu, int position)
    {
        for (var i = 0; i < GpuReading.Figures.Count; i++)
        {
            var column = i;
            if (!double.IsNaN(gpu.Values[column]))
                yield return new(GpuReading.Figures[column].Name, gpu.Labels, () => ValueOf(position, column));
        }
    }

    private double ValueOf(int position, int column)
    {
        // A scrape may come between the end of a GPU and the word of it.
        var readings = Volatile.Read(ref _readings);
        return position < readings.Count ? readings[position].Values[column] : double.NaN;
    }

    /// <summary>Once for each state: a machine without GPU must not fill the log.</summary>
    private void Say(int gpus, string why)
    {
        var state = gpus > 0 ? $"{gpus}" : why;
        if (state == _told)
            return;
        _told = state;
        if (gpus > 0)
            log.GpusFound(gpus, interval.TotalSeconds, program);
        else
            log.GpusNotFound(program, Pause.TotalSeconds, why);
    }
}
