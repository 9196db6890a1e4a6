using System.Globalization;
using Sonde.Agent.Core.Config.Yaml;

namespace Sonde.Agent.Core.Config.Reading;

/// <summary>A map of the file while it is read: hands out typed values by key, remembers which keys were asked for, and refuses the rest.</summary>
/// <remarks>Each getter answers null when the key is absent, null or faulty; a faulty value has then been told.</remarks>
internal sealed class Section(YamlMap map, string path, ConfigFaults faults)
{
    private readonly List<string> _known = [];
    private readonly HashSet<string> _silent = new(StringComparer.Ordinal);

    public string Path => path;

    public ConfigPlace Place => map.Place;

    public ConfigFaults Faults => faults;

    public IEnumerable<YamlEntry> Entries => map.Entries;

    /// <summary>Where a key stands, or the map itself when it is absent.</summary>
    public ConfigPlace PlaceOf(string key) => map.Find(key)?.Place ?? map.Place;

    public string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>True when the key is given with a value.</summary>
    public bool Has(string key) => map.Find(key) is { Value.IsNull: false };

    public void Fault(string key, string message) => faults.Add(PlaceOf(key), PathOf(key), message);

    public string? Text(string key) => Take(key) switch
    {
        null => null,
        YamlScalar scalar => scalar.Value,
        var other => Mistyped<string>(key, other, "a text"),
    };

    /// <summary>A text as the file has it, for a message: variables are not expanded.</summary>
    public string Shown(string key) => map.Find(key)?.Value is YamlScalar scalar ? $"\"{scalar.Raw}\"" : "nothing";

    public bool? Flag(string key) => Take(key) switch
    {
        null => null,
        YamlScalar { Value: "true" or "True" or "TRUE" } => true,
        YamlScalar { Value: "false" or "False" or "FALSE" } => false,
        var other => Mistyped<bool?>(key, other, "true or false"),
    };

    public long? Count(string key, long least = 0, long most = long.MaxValue) => Take(key) switch
    {
        null => null,
        YamlScalar scalar when long.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least && count <= most => count,
        var other => Mistyped<long?>(key, other, most == long.MaxValue ? $"a whole number, at least {least}" : $"a whole number from {least} to {most}"),
    };

    public TimeSpan? PrometheusDuration(string key, bool zeroAllowed = false) => Take(key) switch
    {
        null => null,
        YamlScalar scalar when Durations.TryPrometheus(scalar.Value, out var duration) && (zeroAllowed || duration > TimeSpan.Zero) => duration,
        var other => Mistyped<TimeSpan?>(key, other, Durations.PrometheusForm),
    };

    public TimeSpan? GoDuration(string key) => Take(key) switch
    {
        null => null,
        YamlScalar scalar when Durations.TryGo(scalar.Value, out var duration) => duration,
        var other => Mistyped<TimeSpan?>(key, other, Durations.GoForm),
    };

    public long? Size(string key) => Take(key) switch
    {
        null => null,
        YamlScalar scalar when Sizes.TryParse(scalar.Value, out var size) => size,
        var other => Mistyped<long?>(key, other, Sizes.Form),
    };

    /// <summary>One of the allowed values, compared without case.</summary>
    public string? OneOf(string key, params ReadOnlySpan<string> allowed)
    {
        var node = Take(key);
        if (node is null)
            return null;
        if (node is YamlScalar scalar)
        {
            foreach (var value in allowed)
            {
                if (value.Equals(scalar.Value, StringComparison.OrdinalIgnoreCase))
                    return value;
            }
        }

        return Mistyped<string>(key, node, $"one of {string.Join(", ", allowed!)}");
    }

    /// <summary>The map under a key: empty when the key is there without a value, null when it is absent.</summary>
    public Section? Child(string key)
    {
        Know(key);
        return map.Find(key) switch
        {
            null => null,
            { Value: YamlMap child } => new Section(child, PathOf(key), faults),
            { Value.IsNull: true } entry => new Section(new YamlMap(entry.Place, []), PathOf(key), faults),
            { Value: var other } => Mistyped<Section>(key, other, "a map"),
        };
    }

    /// <summary>The maps of the list under a key.</summary>
    public IEnumerable<Section> Children(string key)
    {
        foreach (var (item, itemPath) in Items(key))
        {
            if (item is YamlMap child)
                yield return new Section(child, itemPath, faults);
            else
                faults.Add(item.Place, itemPath, $"is {item.Kind}; a map is expected.");
        }
    }

    /// <summary>The texts of the list under a key, with their places.</summary>
    public IEnumerable<TextItem> Texts(string key)
    {
        foreach (var (item, itemPath) in Items(key))
        {
            if (item is YamlScalar { IsNull: false } scalar)
                yield return new TextItem(scalar.Value, scalar.Raw, scalar.Place, itemPath);
            else
                faults.Add(item.Place, itemPath, "is not a text.");
        }
    }

    /// <summary>The key is valid where the file comes from and has no effect here: said once, as a warning.</summary>
    public void Ignore(string key, string why)
    {
        _silent.Add(key);
        if (Has(key))
            faults.Warn(PlaceOf(key), PathOf(key), $"has no effect: {why}");
    }

    /// <summary>The key is valid where the file comes from, and we cannot do what it asks.</summary>
    public void Refuse(string key, string why)
    {
        _silent.Add(key);
        if (Has(key))
            Fault(key, $"is not supported: {why}");
    }

    /// <summary>Refuses every key that nobody asked for.</summary>
    public void Close()
    {
        foreach (var entry in map.Entries)
        {
            if (!_known.Contains(entry.Key) && !_silent.Contains(entry.Key))
                faults.Add(entry.Place, PathOf(entry.Key), $"is not known here; allowed: {(_known.Count == 0 ? "nothing" : string.Join(", ", _known))}.");
        }
    }

    public void Know(string key)
    {
        if (!_known.Contains(key))
            _known.Add(key);
    }

    private IEnumerable<(YamlNode Item, string Path)> Items(string key)
    {
        if (Take(key) is not { } node)
            return [];
        if (node is YamlList list)
            return list.Items.Select((item, i) => (item, $"{PathOf(key)}[{i}]"));
        Mistyped<object>(key, node, "a list");
        return [];
    }

    private YamlNode? Take(string key)
    {
        Know(key);
        return map.Find(key) is { Value: { IsNull: false } value } ? value : null;
    }

    private T? Mistyped<T>(string key, YamlNode node, string expected)
    {
        faults.Add(node.Place, PathOf(key), $"is {(node is YamlScalar ? Shown(key) : node.Kind)}; expected {expected}.");
        return default;
    }
}
