namespace Sonde.Operator.Tests.Cloud;

/// <summary>A request as it would have gone over the wire.</summary>
internal sealed record SeenRequest(string Method, Uri Address, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The query, decoded.</summary>
    public SortedDictionary<string, string> Parameters()
    {
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in (Target.Split('?', 2) is [_, var query] ? query : "").Split('&', StringSplitOptions.RemoveEmptyEntries))
            parameters[Uri.UnescapeDataString(pair.Split('=', 2)[0])] = pair.Split('=', 2) is [_, var value] ? Uri.UnescapeDataString(value) : "";
        return parameters;
    }
}
