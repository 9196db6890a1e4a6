using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>One operation: method and path below the version, where <c>{n}</c> takes a segment.</summary>
internal sealed record FcRoute(string Operation, string Method, string Pattern, Func<FcCall, Answer> Run)
{
    private readonly string[] _segments = Pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The variables of the path, or null when it is another operation's.</summary>
    public Dictionary<string, string>? Match(string method, string[] path)
    {
        if (method != Method || path.Length != _segments.Length)
            return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < path.Length; at++)
        {
            if (_segments[at][0] == '{')
                values[_segments[at][1..^1]] = Uri.UnescapeDataString(path[at]);
            else if (_segments[at] != path[at])
                return null;
        }

        return values;
    }
}
