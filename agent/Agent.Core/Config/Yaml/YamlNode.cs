namespace Sonde.Agent.Core.Config.Yaml;

/// <summary>A value of the file with its place.</summary>
internal abstract class YamlNode(ConfigPlace place)
{
    public ConfigPlace Place { get; } = place;

    /// <summary>True for nothing, <c>null</c> and <c>~</c>.</summary>
    public virtual bool IsNull => false;

    /// <summary>What messages call it.</summary>
    public abstract string Kind { get; }
}

/// <summary>A scalar. <see cref="Raw"/> is what the file says and may be shown; <see cref="Value"/> may hold a secret once variables are expanded.</summary>
internal sealed class YamlScalar(ConfigPlace place, string raw, bool plain) : YamlNode(place)
{
    public string Raw { get; } = raw;

    public string Value { get; set; } = raw;

    public override bool IsNull => plain && Raw is "" or "null" or "Null" or "NULL" or "~";

    public override string Kind => "a value";
}

/// <summary>A list.</summary>
internal sealed class YamlList(ConfigPlace place, IReadOnlyList<YamlNode> items) : YamlNode(place)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public override string Kind => "a list";
}

/// <summary>A map in the order of the file.</summary>
internal sealed class YamlMap(ConfigPlace place, IReadOnlyList<YamlEntry> entries) : YamlNode(place)
{
    public IReadOnlyList<YamlEntry> Entries { get; } = entries;

    public override string Kind => "a map";

    public YamlEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);
}

/// <summary>A key of a map with its value.</summary>
/// <param name="Key">The key as text.</param>
/// <param name="Place">Where the key stands.</param>
/// <param name="Value">What it holds; <see cref="YamlNode.IsNull"/> for nothing.</param>
internal sealed record YamlEntry(string Key, ConfigPlace Place, YamlNode Value);
