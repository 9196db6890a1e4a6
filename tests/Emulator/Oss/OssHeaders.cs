namespace Sonde.Emulator.Oss;

/// <summary>Names of headers that more than one operation answers.</summary>
internal static class OssHeaders
{
    /// <summary>Where the next append goes on; also told to an append at another position.</summary>
    public const string NextPosition = "x-oss-next-append-position";
}
