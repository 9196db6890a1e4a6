using System.Text;

namespace Sonde.Emulator.Http;

/// <summary>Opaque token of a next page: the key to go on after, in a form that holds <c>+ / =</c>, as the real ones may.</summary>
internal static class PagingToken
{
    private const string Mark = "?>~after:";

    public static string For(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Mark + key));

    /// <summary>The key, or null when it is no token of ours.</summary>
    public static string? KeyOf(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length) is var text
            && text.StartsWith(Mark, StringComparison.Ordinal)
                ? text[Mark.Length..]
                : null;
    }
}
