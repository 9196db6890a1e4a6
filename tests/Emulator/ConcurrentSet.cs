using System.Collections.Concurrent;

namespace Sonde.Emulator;

/// <summary>A set of texts that any thread may use.</summary>
internal sealed class ConcurrentSet
{
    private readonly ConcurrentDictionary<string, byte> _members = new(StringComparer.Ordinal);

    public void Add(string member) => _members.TryAdd(member, 0);

    public bool Contains(string member) => _members.ContainsKey(member);
}
