namespace Sonde.Operator.Tests.Cloud;

/// <summary>A request as it would have gone over the wire.</summary>
internal sealed record SeenRequest(string Method, Uri Address, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
