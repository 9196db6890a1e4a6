namespace Sonde.Operator.Kube;

/// <summary>Which notes were told lately. Bounded.</summary>
internal sealed class EventMemory(TimeProvider clock)
{
    private const int MostRemembered = 4096;
    private static readonly TimeSpan s_lately = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Uid, EventNote Note), long> _told = [];

    /// <summary>Whether the note was not told about this object lately. Remembers it if so.</summary>
    public bool IsNews(string uid, EventNote note)
    {
        lock (_gate)
        {
            if (_told.TryGetValue((uid, note), out var at) && clock.GetElapsedTime(at) < s_lately)
                return false;
            if (_told.Count >= MostRemembered)
                Forget();
            _told[(uid, note)] = clock.GetTimestamp();
            return true;
        }
    }

    private void Forget()
    {
        foreach (var (told, at) in _told.ToArray())
        {
            if (clock.GetElapsedTime(at) >= s_lately)
                _told.Remove(told);
        }
        // A flood of new notes: telling one twice does less harm than growing.
        if (_told.Count >= MostRemembered)
            _told.Clear();
    }
}
