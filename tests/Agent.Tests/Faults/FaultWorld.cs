using Sonde.Agent.Tests.Published;
using Sonde.Testing;
using Sonde.Testing.Processes;

namespace Sonde.Agent.Tests.Faults;

/// <summary>The published agent between an engine and a receiver that a scenario makes fail.</summary>
internal sealed class FaultWorld : IAsyncDisposable
{
    // As many as a vLLM page has.
    private const int Series = 661;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder _folder = new();
    private readonly FaultPace _pace;
    private readonly CancellationToken _cancellation;

    private FaultWorld(FaultPace pace, FaultPage page, CancellationToken cancellation)
    {
        (_pace, Page, _cancellation) = (pace, page, cancellation);
        Receiver = new(Clock);
    }

    public static TimeProvider Clock => TimeProvider.System;

    public FaultPage Page { get; }

    public FaultReceiver Receiver { get; }

    public Ledger Ledger => Receiver.Ledger;

    public ChildProcess Agent { get; private set; } = null!;

    public string Folder => _folder.Path;

    /// <summary>An agent that has delivered, and the calm before the fault over.</summary>
    /// <param name="pace">How fast.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="exporter">More settings of the exporter, in braces' content.</param>
    /// <param name="extras">Content of the key <c>sonde</c>; null for no second file.</param>
    /// <param name="answer">How the receiver answers from the beginning; well when null.</param>
    public static async Task<FaultWorld> StartAsync(FaultPace pace, CancellationToken cancellation, string exporter = "", string? extras = null, Func<Microsoft.AspNetCore.Http.HttpContext, int, Task<int>>? answer = null)
    {
        FaultWorld world = new(pace, await FaultPage.StartAsync(Series, cancellation), cancellation);
        world.Receiver.Answer = answer ?? FaultReceiver.Well;
        await world.Receiver.ComeAsync(cancellation);
        world.WriteConfig(exporter, extras?.Replace("$folder", world.Folder, StringComparison.Ordinal));
        await world.StartAgentAsync();
        await world.UntilAsync("first delivery", () => world.Ledger.Samples > 0);
        await PauseAsync(pace.Calm, cancellation);
        return world;
    }

    public async Task StartAgentAsync(params string[] wrapper)
    {
        string[] command = [.. wrapper, await PublishedAgent.FileAsync(), "run", "--config", _folder.File("agent.yaml"), .. File.Exists(_folder.File("extras.yaml")) ? ["--config", _folder.File("extras.yaml")] : Array.Empty<string>()];
        Agent = ChildProcess.Start(new ChildProcessStart(command[0], command[1..]) { CleanEnvironment = true, Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = "/usr/bin:/bin" } });
    }

    /// <summary>The receiver answers in another way for as long as the fault lasts.</summary>
    public async Task<DateTimeOffset> FailAsync(Func<Microsoft.AspNetCore.Http.HttpContext, int, Task<int>> answer)
    {
        Receiver.Answer = answer;
        await FaultAsync();
        Receiver.Answer = FaultReceiver.Well;
        return Clock.GetUtcNow();
    }

    public Task FaultAsync() => PauseAsync(_pace.Fault, _cancellation);

    public Task PauseAsync(double seconds) => PauseAsync(TimeSpan.FromSeconds(seconds), _cancellation);

    /// <summary>Waits until everything that was scraped up to now has arrived; a loss shows by the time running out, which is no failure here.</summary>
    /// <returns>How many scrapes that were.</returns>
    public async Task<int> CaughtUpAsync(double withinSeconds = 40)
    {
        var scrapes = Page.Scrapes;
        try
        {
            await Eventually.TrueAsync("all scrapes", TimeSpan.FromSeconds(withinSeconds), () => Ledger.Missing(scrapes, Page.Series) <= 0, _cancellation);
        }
        catch (TimeoutException)
        {
            // Told by the outcome.
        }

        return scrapes;
    }

    /// <summary>Sends SIGTERM and waits for the end.</summary>
    /// <returns>Exit code and seconds.</returns>
    public async Task<(int Code, double Seconds)> TerminateAsync()
    {
        var begun = Clock.GetTimestamp();
        Agent.Send(UnixSignal.Terminate);
        var code = await Agent.WaitForExitAsync(s_patience, _cancellation);
        return (code, Clock.GetElapsedTime(begun).TotalSeconds);
    }

    public Task UntilAsync(string what, Func<bool> condition) => Eventually.TrueAsync(what, s_patience, condition, _cancellation);

    public int LogLines(string text) => Agent.Lines.Count(line => line.Text.Contains(text, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        if (Agent is not null)
            await Agent.DisposeAsync();
        await Receiver.DisposeAsync();
        await Page.DisposeAsync();
        _folder.Dispose();
    }

    private static Task PauseAsync(TimeSpan time, CancellationToken cancellation) => Task.Delay(time, Clock, cancellation);

    private void WriteConfig(string exporter, string? extras)
    {
        _folder.Write("agent.yaml", $$"""
            receivers:
              prometheus:
                config:
                  scrape_configs:
                    - job_name: engine
                      scrape_interval: {{(long)_pace.Interval.TotalMilliseconds}}ms
                      static_configs: [{targets: ["127.0.0.1:{{Page.Port}}"]}]
            exporters:
              prometheusremotewrite: {endpoint: "{{Receiver.Url}}"{{(exporter.Length == 0 ? "" : $", {exporter}")}}}
            service:
              pipelines:
                metrics: {receivers: [prometheus], exporters: [prometheusremotewrite]}
            """);
        if (extras is not null)
            _folder.Write("extras.yaml", $"sonde: {extras}\n");
    }
}
