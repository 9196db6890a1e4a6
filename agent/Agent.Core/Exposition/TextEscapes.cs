using System.Text;

namespace Sonde.Agent.Core.Exposition;

/// <summary>Backslash escapes of the text format.</summary>
internal static class TextEscapes
{
    /// <summary>Decodes <c>\\</c>, <c>\"</c> and <c>\n</c>; any other escape is kept as it stands.</summary>
    public static string Decode(ReadOnlySpan<byte> text) => Decode(text, decodeQuotes: true);

    /// <summary>The same for HELP texts, where a quote is not escaped.</summary>
    public static string DecodeHelp(ReadOnlySpan<byte> text) => Decode(text, decodeQuotes: false);

    private static string Decode(ReadOnlySpan<byte> text, bool decodeQuotes)
    {
        var plain = Encoding.UTF8.GetString(text);
        if (!plain.Contains('\\', StringComparison.Ordinal))
            return plain;

        StringBuilder decoded = new(plain.Length);
        for (var i = 0; i < plain.Length; i++)
        {
            if (plain[i] != '\\' || i + 1 == plain.Length)
            {
                decoded.Append(plain[i]);
                continue;
            }

            i++;
            _ = plain[i] switch
            {
                'n' => decoded.Append('\n'),
                '\\' => decoded.Append('\\'),
                '"' when decodeQuotes => decoded.Append('"'),
                var other => decoded.Append('\\').Append(other),
            };
        }

        return decoded.ToString();
    }
}
