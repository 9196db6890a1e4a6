using System.Diagnostics.CodeAnalysis;

namespace Sonde.Agent.Core.Series;

/// <summary>The labels of one series while they are worked on. Used again and again, so that only new series cost memory.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "A label set is what Prometheus calls it.")]
internal sealed class LabelSet
{
    /// <summary>The label that holds the metric's name.</summary>
    public const string MetricName = "__name__";

    private readonly List<Label> _labels = [];

    public int Count => _labels.Count;

    public string Name => Get(MetricName);

    public IReadOnlyList<Label> Labels => _labels;

    public void Clear() => _labels.Clear();

    /// <summary>The value, or "" where the label is absent: Prometheus does not tell the two apart.</summary>
    public string Get(string name) => IndexOf(name) is >= 0 and var index ? _labels[index].Value : "";

    public bool Contains(string name) => IndexOf(name) >= 0;

    /// <summary>Sets a label; an empty value removes it.</summary>
    public void Set(string name, string value)
    {
        var index = IndexOf(name);
        if (value.Length == 0)
            RemoveAt(index);
        else if (index < 0)
            _labels.Add(new(name, value));
        else
            _labels[index] = new(name, value);
    }

    /// <summary>Adds a label that must not be there yet. An empty value is remembered until <see cref="DropEmpty"/>.</summary>
    /// <remarks>Where one of two is empty, Prometheus takes the label for absent, and so do we.</remarks>
    public bool TryAdd(string name, string value)
    {
        var index = IndexOf(name);
        if (index < 0)
            _labels.Add(new(name, value));
        else if (value.Length > 0 && _labels[index].Value.Length > 0)
            return false;
        else
            _labels[index] = new(name, "");
        return true;
    }

    public void Remove(string name) => RemoveAt(IndexOf(name));

    public void RemoveWhere(Predicate<Label> isUnwanted) => _labels.RemoveAll(isUnwanted);

    public void DropEmpty() => _labels.RemoveAll(static label => label.Value.Length == 0);

    /// <summary>Removes what must not leave: names with two leading underscores, but for the metric's name.</summary>
    public void DropInternal() =>
        _labels.RemoveAll(static label => label.Name.StartsWith("__", StringComparison.Ordinal) && label.Name != MetricName);

    public void Sort() => _labels.Sort(static (left, right) => Utf8Order.Compare(left.Name, right.Name));

    /// <summary>A copy to walk while the set changes.</summary>
    public Label[] Snapshot() => [.. _labels];

    private void RemoveAt(int index)
    {
        if (index >= 0)
            _labels.RemoveAt(index);
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < _labels.Count; i++)
        {
            if (_labels[i].Name == name)
                return i;
        }

        return -1;
    }
}
