using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Sonde.Operator.Cloud;

[assembly: AssemblyFixture(typeof(Sonde.Conformance.Clients.ClientRuns))]

namespace Sonde.Conformance.Clients;

/// <summary>Runs each scenario once, for whoever asks what came of it.</summary>
public sealed class ClientRuns
{
    private readonly ConcurrentDictionary<ClientRun, Lazy<Task<ClientOutcome>>> _outcomes = new();

    /// <param name="run">The scenario.</param>
    /// <param name="cancellation">Ends it when this is the first to ask for it.</param>
    internal Task<ClientOutcome> OfAsync(ClientRun run, CancellationToken cancellation) => _outcomes.GetOrAdd(run, _ => new(() => RunAsync(run, cancellation))).Value;

    private static async Task<ClientOutcome> RunAsync(ClientRun run, CancellationToken cancellation)
    {
        await using var stage = await Stage.SetAsync(cancellation);
        using var factory = CloudRegistration.NewFactory(TimeProvider.System, NullLoggerFactory.Instance);
        var steps = new Steps();
        var actor = new Actor(factory, stage, run.WithSession);
        await (run.Service switch
        {
            "fc" => new FunctionComputeScenario(actor, steps, cancellation).PlayAsync(),
            "arms" => new ArmsScenario(actor, steps, cancellation).PlayAsync(),
            "oss" => new ObjectStorageScenario(actor, steps, cancellation).PlayAsync(),
            _ => new StsScenario(actor, steps, cancellation).PlayAsync(),
        });
        return new(steps.Done, await stage.JournalAsync(cancellation));
    }
}
