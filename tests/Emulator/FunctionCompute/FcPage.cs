using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>One page of a list that is ordered by a key (fc.md 10).</summary>
internal static class FcPage
{
    private const int DefaultLimit = 20;
    private const int HighestLimit = 100;

    /// <summary><c>{name: [...], nextToken}</c>; the last page's token is empty.</summary>
    /// <exception cref="Refusal">The limit is out of its range, or the token is none of ours.</exception>
    public static JsonObject Of<T>(FcCall call, string name, IEnumerable<T> ordered, Func<T, string> keyOf, Func<T, JsonNode> view)
    {
        var limit = Math.Min(LimitOf(call.Request.Parameter("limit")), call.LargestPage);
        var after = KeyOf(call.Request.Parameter("nextToken"));
        var rest = after is null ? ordered : ordered.Where(item => string.CompareOrdinal(keyOf(item), after) > 0);
        var page = rest.Take(limit + 1).ToList();
        var more = page.Count > limit;
        if (more)
            page.RemoveAt(limit);
        return new()
        {
            [name] = new JsonArray([.. page.Select(view)]),
            ["nextToken"] = more ? PagingToken.For(keyOf(page[^1])) : "",
        };
    }

    public static int LimitOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return DefaultLimit;
        return int.TryParse(text, out var limit) && limit is >= 1 and <= HighestLimit ? limit : throw FcErrors.Invalid($"limit '{text}' must be a whole number between 1 and {HighestLimit}");
    }

    public static string? KeyOf(string? token) =>
        string.IsNullOrEmpty(token) ? null : PagingToken.KeyOf(token) ?? throw FcErrors.Invalid("nextToken is not valid");
}
