namespace Sonde.Emulator.FunctionCompute;

/// <summary>The functions as one operation sees them while it holds the lock.</summary>
internal sealed class FunctionTable(Dictionary<(string Account, string Name), FunctionEntry> entries, ChangeFeed<FunctionChange> changes, Past<FunctionEntry> past)
{
    public FunctionEntry? Find(string accountId, string name) => entries.GetValueOrDefault((accountId, name));

    public IEnumerable<FunctionEntry> Of(string accountId) =>
        entries.Values.Where(entry => entry.Latest.AccountId == accountId).OrderBy(entry => entry.Latest.Name, StringComparer.Ordinal);

    public IEnumerable<FunctionEntry> All() => entries.Values;

    public void Add(FunctionEntry entry)
    {
        entries.Add((entry.Latest.AccountId, entry.Latest.Name), entry);
        Tell(FunctionChangeKind.Created, entry);
    }

    public void Remove(FunctionEntry entry)
    {
        entries.Remove((entry.Latest.AccountId, entry.Latest.Name));
        Tell(FunctionChangeKind.Deleted, entry);
    }

    /// <summary>The functions as they were then, only to be read.</summary>
    public FunctionTable AsOf(DateTimeOffset time) => new(past.At(time).ToDictionary(entry => (entry.Latest.AccountId, entry.Latest.Name)), changes, past);

    public void Tell(FunctionChangeKind kind, FunctionEntry entry)
    {
        Note(entry, gone: kind == FunctionChangeKind.Deleted);
        changes.Add(new(kind, entry.Latest));
    }

    /// <summary>Remembers what is now, without telling the instances: for changes that do not concern them.</summary>
    public void Note(FunctionEntry entry, bool gone = false) => past.Note(entry.Latest.Arn, gone ? null : entry.Copy());
}
