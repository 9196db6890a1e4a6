namespace Sonde.Operator.Cloud.Signing;

/// <summary>Percent-encoding as both signatures want it: letters, digits and <c>-_.~</c> stay, all else is <c>%XX</c> in upper case.</summary>
internal static class Rfc3986
{
    public static string Encode(string text) => Uri.EscapeDataString(text);

    /// <summary>Encodes each segment, keeps the slashes.</summary>
    public static string EncodePath(string path) => string.Join('/', path.Split('/').Select(Encode));
}
