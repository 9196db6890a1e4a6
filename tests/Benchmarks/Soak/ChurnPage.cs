using System.Globalization;
using System.Text;
using Sonde.Benchmarks.Peers;

namespace Sonde.Benchmarks.Soak;

/// <summary>An engine's page of which a third lives for ten scrapes only: series that were never seen before come with every scrape, and as many vanish.</summary>
internal sealed class ChurnPage
{
    private const int Steady = 636;
    private const int Born = 37;
    private const int Lifetime = 10;

    private readonly EnginePage _engine = new(Steady);
    private int _turn;

    /// <summary>Series on each page.</summary>
    public int Series => _engine.Series + (Born * Lifetime);

    /// <summary>Series that each page has and the one before had not.</summary>
    public static int New => Born;

    /// <summary>The page of the next scrape.</summary>
    public byte[] Next()
    {
        var turn = Interlocked.Increment(ref _turn);
        var page = new StringBuilder(Born * Lifetime * 60).Append("# TYPE session_tokens gauge\n");
        for (var session = turn * Born; session < (turn + Lifetime) * Born; session++)
            page.Append(CultureInfo.InvariantCulture, $"session_tokens{{session=\"s-{session:x8}\",pid=\"{session / Born}\"}} {session + turn}\n");
        return [.. _engine.Next(), .. Encoding.UTF8.GetBytes(page.ToString())];
    }
}
