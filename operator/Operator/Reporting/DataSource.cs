namespace Sonde.Operator.Reporting;

/// <summary>Where to ask.</summary>
/// <param name="BaseUrl">URL to which <c>/api/v1/query</c> is appended.</param>
/// <param name="Authorization">Value of the Authorization header; null for none.</param>
internal sealed record DataSource(string BaseUrl, string? Authorization)
{
    /// <summary>Names the place, never the credentials.</summary>
    public override string ToString() => BaseUrl;
}
