using Sonde.Testing;
using Sonde.Testing.RemoteWrite;

namespace Sonde.Agent.Tests.Published;

/// <summary>What each test of the published agent has for itself: a page to scrape, a receiver, a folder, and the config that joins them.</summary>
/// <param name="patienceSeconds">The longest wait for anything.</param>
public abstract class PublishedTests(int patienceSeconds = 20) : IAsyncLifetime
{
    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected TimeSpan Patience { get; } = TimeSpan.FromSeconds(patienceSeconds);

    private protected TemporaryFolder Folder { get; } = new();

    private protected RemoteWriteSink Sink { get; private set; } = null!;

    private protected MetricsPage Page { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Sink = await RemoteWriteSink.StartAsync(Cancellation);
        Page = await MetricsPage.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Sink.DisposeAsync();
        await Page.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes the config, or a new content of it: the page as a job of one target, the sink as its receiver.</summary>
    private protected string WriteConfig(string interval, string job = "a") => Folder.Write("agent.yaml", $$"""
        scrape_configs: [{job_name: {{job}}, scrape_interval: {{interval}}, static_configs: [{targets: ["localhost:{{Page.Port}}"]}]}]
        remote_write: [{url: "{{Sink.Url}}/api/v1/write", queue_config: {batch_send_deadline: 100ms} }]
        """);

    /// <summary>Waits for what the sink has accepted.</summary>
    private protected Task UntilAsync(string what, Func<bool> condition) => Sink.WaitForAsync(what, _ => condition(), Patience, Cancellation);

    /// <summary>Samples of one name that were accepted, ends of series among them.</summary>
    private protected List<WrittenSample> Samples(string name) => [.. Sink.Accepted.Where(series => series.Name == name).SelectMany(series => series.Samples)];

    /// <summary>Their values, without the ends of series.</summary>
    private protected List<double> Values(string name) => [.. Samples(name).Where(sample => !sample.IsStale).Select(sample => sample.Value)];
}
