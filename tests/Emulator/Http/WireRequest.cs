using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Sonde.Emulator.Http;

/// <summary>A request as it came over the wire: what signatures are made over.</summary>
/// <param name="Target">Raw request target, still percent-encoded.</param>
/// <param name="Headers">By lower-case name; several values of one name joined with a comma.</param>
internal sealed record WireRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Raw request target; a request with another target is another request, since path and query are read from it once.</summary>
    public string Target { get; } = Target;

    /// <summary>Raw path, still percent-encoded.</summary>
    public string RawPath { get; } = Target.Split('?', 2)[0];

    /// <summary>Decoded query in the order sent; a null value had no <c>=</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Query { get; } = QueryOf(Target);

    /// <summary>Decoded path.</summary>
    public string Path => Uri.UnescapeDataString(RawPath);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>First value of a query parameter; an empty one for a parameter without a value, null when it is absent.</summary>
    public string? Parameter(string name)
    {
        foreach (var (key, value) in Query)
        {
            if (key == name)
                return value ?? "";
        }

        return null;
    }

    public bool Has(string parameter) => Parameter(parameter) is not null;

    /// <summary>Reads the whole body, chunked or not, so that its hash can be checked before any work is done.</summary>
    public static async Task<WireRequest> FromAsync(HttpContext context)
    {
        using var body = new MemoryStream((int)Math.Max(context.Request.ContentLength ?? 0, 0));
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(',', header.Value.ToArray()), StringComparer.Ordinal);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return new(context.Request.Method, target, headers, body.ToArray());
    }

    /// <summary>A <c>+</c> stays a plus: neither signature treats a query as a form.</summary>
    private static List<KeyValuePair<string, string?>> QueryOf(string target)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0)
            return [];
        return [.. target[(mark + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Pair)];
    }

    private static KeyValuePair<string, string?> Pair(string text) => text.Split('=', 2) is [var name, var value]
        ? new(Uri.UnescapeDataString(name), Uri.UnescapeDataString(value))
        : new(Uri.UnescapeDataString(text), null);

    public string BodyText => Encoding.UTF8.GetString(Body.Span);
}
