namespace Sonde.Operator.Cloud.Signing;

/// <summary>What a signature covers.</summary>
/// <param name="Method">Upper case.</param>
/// <param name="Path">Percent-encoded, begins with a slash.</param>
/// <param name="Query">Decoded names and values; a null value has no equals sign.</param>
/// <param name="Headers">Lower-case names; may hold headers that are not signed.</param>
internal sealed record SignableRequest(
    string Method,
    string Path,
    IReadOnlyList<KeyValuePair<string, string?>> Query,
    IReadOnlyDictionary<string, string> Headers);
