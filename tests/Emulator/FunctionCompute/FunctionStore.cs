namespace Sonde.Emulator.FunctionCompute;

/// <summary>All functions with what hangs on them. Safe to call from any thread; records that it hands out never change.</summary>
public sealed class FunctionStore(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Account, string Name), FunctionEntry> _entries = [];
    private readonly ChangeFeed<FunctionChange> _changes = new();
    private readonly Past<FunctionEntry> _past = new(clock);

    /// <summary>Calls <paramref name="listener"/> after each change, outside of the lock, in the order of the changes, until the answer is disposed.</summary>
    public IDisposable Watch(Action<FunctionChange> listener) => _changes.Watch(listener);

    /// <summary>The function as it runs for <paramref name="qualifier"/> (LATEST, a version id, an alias); null when there is none.</summary>
    public FunctionRecord? Find(string accountId, string name, string qualifier)
    {
        lock (_gate)
            return _entries.GetValueOrDefault((accountId, name))?.Serving(qualifier);
    }

    /// <summary>The oldest function of this name in any account: URLs of triggers carry no account.</summary>
    public FunctionRecord? FindByName(string name, string qualifier)
    {
        lock (_gate)
            return _entries.Values.Where(entry => entry.Latest.Name == name).MinBy(entry => entry.Created)?.Serving(qualifier);
    }

    /// <summary>LATEST of every function, in no order.</summary>
    public IReadOnlyList<FunctionRecord> All()
    {
        lock (_gate)
            return [.. _entries.Values.Select(entry => entry.Latest)];
    }

    /// <summary>How many instances to keep ready, by qualifier; empty when the function only runs on demand or is gone.</summary>
    public IReadOnlyList<InstanceTarget> Targets(FunctionRecord function)
    {
        lock (_gate)
            return _entries.GetValueOrDefault((function.AccountId, function.Name))?.Targets() ?? [];
    }

    /// <summary>Runs one operation alone, then tells what it changed.</summary>
    internal T Exclusively<T>(Func<FunctionTable, T> operation)
    {
        try
        {
            lock (_gate)
                return operation(new FunctionTable(_entries, _changes, _past));
        }
        finally
        {
            _changes.Tell();
        }
    }
}
