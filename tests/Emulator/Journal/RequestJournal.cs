using System.Text.Json.Nodes;
using Sonde.Emulator.Http;
using Sonde.Emulator.Identity;

namespace Sonde.Emulator.Journal;

/// <summary>The latest requests in memory, and all of them in a file when one is named. Safe to call from any thread.</summary>
internal sealed class RequestJournal : IDisposable
{
    private const int Kept = 20_000;

    private readonly Lock _gate = new();
    private readonly Queue<JsonObject> _entries = [];
    private readonly Redactor _redactor;
    private readonly StreamWriter? _file;

    public RequestJournal(AccountStore accounts, string? file)
    {
        _redactor = new(accounts);
        _file = file is null ? null : new StreamWriter(file, append: true) { AutoFlush = true };
    }

    public void Add(JournalEntry entry)
    {
        var line = entry.ToJson(_redactor);
        lock (_gate)
        {
            _entries.Enqueue(line);
            if (_entries.Count > Kept)
                _entries.Dequeue();
            _file?.WriteLine(line.ToJsonString(JsonText.Options));
        }
    }

    /// <summary>Oldest first; empty filters take all.</summary>
    public IReadOnlyList<JsonObject> All(string service, string operation)
    {
        lock (_gate)
        {
            return
            [
                .. _entries
                    .Where(entry => service.Length == 0 || entry["service"]!.GetValue<string>() == service)
                    .Where(entry => operation.Length == 0 || entry["operation"]!.GetValue<string>() == operation)
                    .Select(entry => (JsonObject)entry.DeepClone()),
            ];
        }
    }

    public void Clear()
    {
        lock (_gate)
            _entries.Clear();
    }

    public void Dispose() => _file?.Dispose();
}
