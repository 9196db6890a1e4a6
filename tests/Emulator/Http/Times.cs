namespace Sonde.Emulator.Http;

/// <summary>Times as the services write them, always UTC.</summary>
internal static class Times
{
    public static string Seconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    public static string Milliseconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    public static string Http(DateTimeOffset time) => time.UtcDateTime.ToString("r");

    /// <summary>HTTP and OSS dates know whole seconds only.</summary>
    public static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
