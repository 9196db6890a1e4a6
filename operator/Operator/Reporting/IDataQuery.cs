namespace Sonde.Operator.Reporting;

/// <summary>Asks a Prometheus-compatible store.</summary>
internal interface IDataQuery
{
    /// <summary>The answer to an instant query.</summary>
    /// <exception cref="DataQueryException">The store did not answer, refused, or answered something else than a vector.</exception>
    Task<IReadOnlyList<DataSample>> QueryAsync(DataSource source, string promQl, CancellationToken cancellation);
}
