using Sonde.Operator.Reporting;

namespace Sonde.Operator.Tests.Fakes;

/// <summary>A store of metrics that answers what a test wants.</summary>
internal sealed class ScriptedQuery : IDataQuery
{
    public List<DataSample> Samples { get; } = [];

    public DataQueryException? Failure { get; set; }

    public List<(DataSource Source, string PromQl)> Asked { get; } = [];

    public Task<IReadOnlyList<DataSample>> QueryAsync(DataSource source, string promQl, CancellationToken cancellation)
    {
        Asked.Add((source, promQl));
        return Failure is { } failure ? throw failure : Task.FromResult<IReadOnlyList<DataSample>>([.. Samples]);
    }

    /// <summary>An agent reported that it runs a configuration.</summary>
    public void Reports(string hash, double at = 1) => Samples.Add(new(new Dictionary<string, string>(StringComparer.Ordinal) { ["hash"] = hash }, at));
}
