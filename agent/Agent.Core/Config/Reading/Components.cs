namespace Sonde.Agent.Core.Config.Reading;

/// <summary>The components of one class by id (<c>type</c> or <c>type/name</c>). What no pipeline wires is not read.</summary>
internal sealed class Components
{
    private readonly Dictionary<string, Section> _read = new(StringComparer.Ordinal);
    private readonly Section? _all;
    private readonly string[] _types;

    public Components(Section file, string kind, params string[] types)
    {
        Kind = kind;
        _types = types;
        _all = file.Child(kind);
    }

    /// <summary><c>receivers</c>, <c>processors</c>, …</summary>
    public string Kind { get; }

    /// <summary>True when a component is there and we know its type; told at the place that names it otherwise.</summary>
    public bool Check(string id, ConfigPlace place, string path, ConfigFaults faults)
    {
        if (!_types.Contains(Names.TypeOf(id), StringComparer.Ordinal))
            faults.Add(place, path, $"is \"{id}\", which the agent does not have; allowed: {string.Join(", ", _types.Select(type => $"{type} or {type}/<name>"))}.");
        else if (_all?.Entries.Any(entry => entry.Key == id) is not true)
            faults.Add(place, path, $"is \"{id}\", which {Kind} does not define.");
        else
            return true;
        return false;
    }

    /// <summary>The component's settings, the first time it is asked for; null later and when it is absent, so that it is read once.</summary>
    public Section? Use(string id)
    {
        if (_read.ContainsKey(id) || _all?.Child(id) is not { } section)
            return null;
        _read.Add(id, section);
        return section;
    }

    public void WarnOfUnused()
    {
        foreach (var entry in _all?.Entries ?? [])
        {
            if (!_read.ContainsKey(entry.Key))
                _all!.Ignore(entry.Key, "it is defined and not wired into the service.");
        }
    }
}
