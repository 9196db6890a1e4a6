namespace Sonde.Emulator.Signing;

/// <summary>Percent-encoding of canonical requests: all but <c>A-Z a-z 0-9 - _ . ~</c>, upper-case hex.</summary>
internal static class Rfc3986
{
    public static string Encode(string text) => Uri.EscapeDataString(text);

    /// <summary>Decodes each segment of a raw path and encodes it again: clients leave different characters raw.</summary>
    public static string EncodePath(string rawPath) => string.Join('/', rawPath.Split('/').Select(segment => Encode(Uri.UnescapeDataString(segment))));
}
