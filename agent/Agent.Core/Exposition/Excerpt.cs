using System.Text;

namespace Sonde.Agent.Core.Exposition;

/// <summary>Text of others, cut so that it fits a message.</summary>
internal static class Excerpt
{
    private const int MaxBytes = 80;

    /// <summary>At most 80 bytes, printable.</summary>
    public static string Of(ReadOnlySpan<byte> text)
    {
        var cut = text.Length > MaxBytes ? text[..MaxBytes] : text;
        StringBuilder printable = new();
        foreach (var character in Encoding.UTF8.GetString(cut))
            printable.Append(char.IsControl(character) ? '?' : character);
        return text.Length > MaxBytes ? printable.Append('…').ToString() : printable.ToString();
    }
}
