namespace Sonde.Emulator.FunctionCompute;

/// <summary>URLs of HTTP triggers. The real ones carry a random host name; here function and qualifier stand in the path.</summary>
internal static class TriggerUrl
{
    public const string Internet = "/_fc/";
    public const string Intranet = "/_fc-vpc/";

    /// <summary><c>name</c> for LATEST, else <c>name.qualifier</c>: a function name holds no dot.</summary>
    public static string SegmentFor(string function, string qualifier) => qualifier == FunctionEntry.LatestQualifier ? function : $"{function}.{qualifier}";

    /// <summary>Function, qualifier, and what is left of the raw target (beginning with <c>/</c>); null when the target is no trigger's.</summary>
    public static (string Function, string Qualifier, string Path, bool Internet)? Parse(string target)
    {
        var prefix = target.StartsWith(Internet, StringComparison.Ordinal) ? Internet : target.StartsWith(Intranet, StringComparison.Ordinal) ? Intranet : null;
        if (prefix is null)
            return null;
        var rest = target[prefix.Length..];
        var end = rest.IndexOfAny(['/', '?']);
        var place = end < 0 ? rest : rest[..end];
        var path = end < 0 ? "/" : rest[end] == '/' ? rest[end..] : "/" + rest[end..];
        return place.Split('.', 2) is [var function, var qualifier]
            ? (function, qualifier, path, prefix == Internet)
            : (place, FunctionEntry.LatestQualifier, path, prefix == Internet);
    }
}
