namespace Sonde.Agent.Core.Exposition;

/// <summary>Names that need no quotes.</summary>
internal static class LegacyName
{
    /// <summary><c>[a-zA-Z_:][a-zA-Z0-9_:]*</c></summary>
    public static bool IsMetric(ReadOnlySpan<byte> name) => IsName(name, allowColon: true);

    /// <summary><c>[a-zA-Z_][a-zA-Z0-9_]*</c></summary>
    public static bool IsLabel(ReadOnlySpan<byte> name) => IsName(name, allowColon: false);

    private static bool IsName(ReadOnlySpan<byte> name, bool allowColon)
    {
        if (name.IsEmpty || char.IsAsciiDigit((char)name[0]))
            return false;

        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && character != '_' && !(allowColon && character == ':'))
                return false;
        }

        return true;
    }
}
