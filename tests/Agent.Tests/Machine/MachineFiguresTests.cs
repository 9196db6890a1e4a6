using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Telemetry;
using Sonde.Agent.Logging;
using Sonde.Agent.Machine;
using Sonde.Testing;

namespace Sonde.Agent.Tests.Machine;

/// <summary>With a stand-in for nvidia-smi: a script that prints what the test says.</summary>
public sealed class MachineFiguresTests : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _root = new();
    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private readonly StringWriter _lines = new();
    private readonly StderrLoggerFactory _logging;
    private readonly ConcurrentDictionary<string, IReadOnlyList<SelfMetric>> _told = new(StringComparer.Ordinal);
    private readonly MachineFigures _machine;

    public MachineFiguresTests()
    {
        _logging = new(_lines, _clock);
        _machine = new((guest, series) => _told[guest] = series, _root.Path, name => name == "PATH" ? _root.File("bin") : null, _clock, _logging.CreateLogger("agent"));
    }

    private IReadOnlyList<SelfMetric> Gpus => _told.GetValueOrDefault("gpu") ?? [];

    public async ValueTask DisposeAsync()
    {
        await _machine.DisposeAsync();
        _root.Dispose();
        _logging.Dispose();
        await _lines.DisposeAsync();
    }

    [Fact]
    public async Task Each_GPU_is_told_with_its_labels()
    {
        Program("echo '0, GPU-1, NVIDIA L20, 37, 1024, 46068, 54, 120.5'; echo '1, GPU-2, NVIDIA L20, [N/A], 2048, 46068, 50, [N/A]'");

        await _machine.UseAsync(Config(new MachineOptions()));
        await UntilAsync("two GPUs", () => Gpus.Count == 8);

        Assert.Equal("gpu=0 uuid=GPU-1 model=NVIDIA L20", string.Join(' ', Gpus[0].Labels.Select(label => $"{label.Name}={label.Value}")));
        Assert.Equal(2048.0 * 1048576, Gpus.Single(series => series.Name == "sonde_gpu_memory_used_bytes" && series.Labels[1].Value == "GPU-2").Read());
        Assert.DoesNotContain(Gpus, series => series.Name == "sonde_gpu_power_watts" && series.Labels[1].Value == "GPU-2");
        Assert.Contains("machine: figures of 2 GPUs every 15 s by ", _lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_query_is_asked_again_every_15_s_and_a_GPU_that_is_lost_ends()
    {
        Program($"echo x >> {_root.File("asked")}; cat {_root.Write("answer", "0, GPU-1, A, 10, 1, 2, 3, 4\n")}");
        await _machine.UseAsync(Config(new MachineOptions()));
        await UntilAsync("a GPU", () => Gpus.Count == 5);
        Assert.Equal(0.1, Gpus[0].Read(), 6);

        _root.Write("answer", "0, GPU-1, A, 20, 1, 2, 3, 4\n");
        await NextAnswerAsync("another value", () => Gpus[0].Read() > 0.15);
        Assert.Equal(2, File.ReadAllLines(_root.File("asked")).Length);

        _root.Write("answer", "Unable to determine the device handle: GPU is lost\n");
        await NextAnswerAsync("its end", () => Gpus.Count == 0);
        Assert.Contains("tells of no GPU, asked again in 30 s: it prints no figures", _lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_hangs_is_killed_with_all_that_it_started()
    {
        Program($"sleep 600 & echo $! > {_root.File("started")}.part; mv {_root.File("started")}.part {_root.File("started")}; wait");
        await _machine.UseAsync(Config(new MachineOptions()));
        await UntilAsync("its start", () => File.Exists(_root.File("started")));

        _clock.Advance(TimeSpan.FromSeconds(5));

        await UntilAsync("the word of it", () => _lines.ToString().Contains("no answer within 5 s", StringComparison.Ordinal));
        await UntilAsync("the end of what it started", () => !IsAlive());
    }

    [Fact]
    public async Task It_ends_with_the_agent()
    {
        Program($"sleep 600 & echo $! > {_root.File("started")}.part; mv {_root.File("started")}.part {_root.File("started")}; wait");
        await _machine.UseAsync(Config(new MachineOptions()));
        await UntilAsync("its start", () => File.Exists(_root.File("started")));

        await _machine.DisposeAsync();

        await UntilAsync("the end of what it started", () => !IsAlive());
    }

    [Fact]
    public async Task A_program_that_does_not_end_when_killed_is_not_asked_again_and_holds_up_no_stop()
    {
        // Out of reach of the kill and holding the output, as a process that hangs in a driver.
        Program($"echo x >> {_root.File("asked")}; setsid sleep 600 & echo $! > {_root.File("started")}.part; mv {_root.File("started")}.part {_root.File("started")}; wait");
        await _machine.UseAsync(Config(new MachineOptions()));
        await UntilAsync("its start", () => File.Exists(_root.File("started")));
        try
        {
            await AdvanceUntilAsync("the word of it", () => _lines.ToString().Contains("it was killed and does not end", StringComparison.Ordinal));
            var later = _clock.GetUtcNow().AddMinutes(30);
            await AdvanceUntilAsync("later questions", () => _clock.GetUtcNow() > later, minutes: 5);
            Assert.Single(File.ReadAllLines(_root.File("asked")));

            await _machine.DisposeAsync();
            Assert.True(IsAlive());
        }
        finally
        {
            KillStarted();
        }
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_program_that_does_not_end_when_killed()
    {
        Program($"setsid sleep 600 & echo $! > {_root.File("started")}.part; mv {_root.File("started")}.part {_root.File("started")}; wait");
        await _machine.UseAsync(Config(new MachineOptions()));
        await UntilAsync("its start", () => File.Exists(_root.File("started")));
        try
        {
            var stopped = _machine.DisposeAsync().AsTask();
            await AdvanceUntilAsync("the stop", () => stopped.IsCompleted);
            Assert.True(IsAlive());
        }
        finally
        {
            KillStarted();
        }
    }

    [Fact]
    public async Task Where_nothing_is_there_nothing_is_told_and_no_line_is_written()
    {
        await _machine.UseAsync(Config(new MachineOptions()));

        Assert.Empty(Gpus);
        Assert.Empty(_told["cgroup"]);
        Assert.Empty(_lines.ToString());
    }

    [Fact]
    public async Task What_is_switched_off_ends()
    {
        Program("echo '0, GPU-1, A, 10, 1, 2, 3, 4'");
        Directory.CreateDirectory(_root.File("sys/fs/cgroup"));
        File.WriteAllText(_root.File("sys/fs/cgroup/cgroup.controllers"), "");
        File.WriteAllText(_root.File("sys/fs/cgroup/memory.current"), "1\n");
        await _machine.UseAsync(Config(new MachineOptions()));
        await UntilAsync("a GPU", () => Gpus.Count == 5);
        Assert.Single(_told["cgroup"]);

        await _machine.UseAsync(Config(new MachineOptions { Cgroup = false, Gpu = false }));

        Assert.Empty(Gpus);
        Assert.Empty(_told["cgroup"]);
    }

    private static AgentConfig Config(MachineOptions machine) => Given.Config(Given.Job with { Interval = TimeSpan.FromSeconds(1) }, Given.Destination) with { Extras = new AgentExtras { Machine = machine } };

    private static Task UntilAsync(string what, Func<bool> condition) => Eventually.TrueAsync(what, s_patience, condition, TestContext.Current.CancellationToken);

    private Task AdvanceUntilAsync(string what, Func<bool> condition, double minutes = 1.0 / 60) => UntilAsync(what, () =>
    {
        if (!condition())
            _clock.Advance(TimeSpan.FromMinutes(minutes));
        return condition();
    });

    private async Task NextAnswerAsync(string what, Func<bool> condition)
    {
        // The answer is told before the wait for the next begins: a leap in between moves nothing, so it is made until it does.
        var asked = File.ReadAllLines(_root.File("asked")).Length;
        await UntilAsync("the next question", () =>
        {
            if (File.ReadAllLines(_root.File("asked")).Length > asked)
                return true;
            _clock.Advance(TimeSpan.FromSeconds(1));
            return false;
        });
        await UntilAsync(what, condition);
    }

    private void Program(string script) => StandIn.NvidiaSmi(_root, script);

    private int Started => int.Parse(File.ReadAllText(_root.File("started")), CultureInfo.InvariantCulture);

    private void KillStarted()
    {
        using var started = Process.GetProcessById(Started);
        started.Kill();
    }

    private bool IsAlive()
    {
        var stat = $"/proc/{Started}/stat";
        try
        {
            // A zombie has ended; who reaps it is not this test's.
            return !File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
