namespace Sonde.Conformance.Journals;

/// <summary>What a request asks for, in one form for all clients: two calls that mean the same are equal in every member.</summary>
/// <param name="Path">Decoded; of OSS with the bucket, wherever that stood.</param>
/// <param name="Parameters">Query, and of calls in RPC style the form too.</param>
/// <param name="Headers">Those that carry meaning.</param>
/// <param name="Body">JSON and XML in one spelling, other text as it came, other content by its hash.</param>
internal sealed record Call(string Operation, string Method, string Path, IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Parameter(string name) => Parameters.GetValueOrDefault(name, "");

    public Call Without(params IReadOnlyList<string> parameters) => this with { Parameters = Rest(Parameters, parameters) };

    public Call With(string parameter, string value) =>
        this with { Parameters = new SortedDictionary<string, string>(Parameters.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal) { [parameter] = value } };

    /// <summary>Without a member of its JSON body.</summary>
    public Call WithoutMember(string name) => this with { Body = OneSpelling.Without(Body, name) };

    public Call WithoutHeader(params IReadOnlyList<string> headers) => this with { Headers = Rest(Headers, headers) };

    /// <summary>What differs, each as <c>member: one, other</c>; none when both mean the same.</summary>
    public IEnumerable<string> DifferencesTo(Call other)
    {
        if (Method != other.Method)
            yield return $"method {Method}, {other.Method}";
        if (Path != other.Path)
            yield return $"path {Path}, {other.Path}";
        foreach (var difference in Between("parameter", Parameters, other.Parameters))
            yield return difference;
        foreach (var difference in Between("header", Headers, other.Headers))
            yield return difference;
        if (Body != other.Body)
            yield return $"body {Body}, {other.Body}";
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path}{(Parameters.Count == 0 ? "" : "?")}{string.Join('&', Parameters.Select(pair => $"{pair.Key}={pair.Value}"))}";

    private static IEnumerable<string> Between(string what, IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        from name in one.Keys.Union(other.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
        let values = (One: one.GetValueOrDefault(name, "(absent)"), Other: other.GetValueOrDefault(name, "(absent)"))
        where values.One != values.Other
        select $"{what} {name} {values.One}, {values.Other}";

    private static SortedDictionary<string, string> Rest(IReadOnlyDictionary<string, string> all, IReadOnlyList<string> taken) =>
        new(all.Where(pair => !taken.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
}
