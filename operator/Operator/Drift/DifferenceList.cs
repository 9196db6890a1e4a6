using System.Globalization;

namespace Sonde.Operator.Drift;

/// <summary>Collects differences of one component. Each method gives back what has to be sent: null where nothing has to.</summary>
/// <remarks>A declared value of null is not managed: never compared, never sent.</remarks>
internal sealed class DifferenceList(string component)
{
    private readonly List<FieldDifference> _found = [];

    public IReadOnlyList<FieldDifference> Found => _found;

    /// <summary>A plain value. An observed empty text counts as unset.</summary>
    public string? Text(string path, string? declared, string? actual)
    {
        if (declared is null || string.Equals(declared, actual ?? "", StringComparison.Ordinal))
            return null;

        Add(path, declared, actual);
        return declared;
    }

    /// <summary>A number or a switch.</summary>
    public T? Value<T>(string path, T? declared, T? actual) where T : struct, IFormattable
    {
        if (declared is not { } wanted || (actual is { } there && wanted.Equals(there)))
            return null;

        Add(path, wanted.ToString(null, CultureInfo.InvariantCulture), actual?.ToString(null, CultureInfo.InvariantCulture));
        return wanted;
    }

    /// <inheritdoc cref="Value{T}"/>
    public bool? Switch(string path, bool? declared, bool? actual)
    {
        if (declared is not { } wanted || wanted == actual)
            return null;

        Add(path, Worded(wanted), actual is { } there ? Worded(there) : null);
        return wanted;
    }

    /// <summary>A list whose order means something, such as a command.</summary>
    public IReadOnlyList<string>? Sequence(string path, IReadOnlyList<string>? declared, IReadOnlyList<string>? actual)
    {
        if (declared is null || declared.SequenceEqual(actual ?? [], StringComparer.Ordinal))
            return null;

        Add(path, Quoted(declared), actual is null ? null : Quoted(actual));
        return declared;
    }

    /// <summary>A list whose order the service does not keep.</summary>
    public IReadOnlyList<string>? Set(string path, IReadOnlyList<string>? declared, IReadOnlyList<string>? actual)
    {
        if (declared is null || declared.ToHashSet(StringComparer.Ordinal).SetEquals(actual ?? []))
            return null;

        Add(path, Quoted(Sorted(declared)), actual is null ? null : Quoted(Sorted(actual)));
        return declared;
    }

    /// <summary>A difference that one of the typed comparisons does not fit.</summary>
    public void Add(string path, string declared, string? actual) => _found.Add(new(component, path, declared, actual ?? ""));

    private static string Worded(bool value) => value ? "true" : "false";

    private static List<string> Sorted(IReadOnlyList<string> items) => [.. items.Order(StringComparer.Ordinal)];

    private static string Quoted(IReadOnlyList<string> items) => $"[{string.Join(", ", items)}]";
}
