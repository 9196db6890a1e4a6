using System.Globalization;

namespace Sonde.Operator.Drift;

/// <summary>One declared field of an object of the cloud: how it is read, left to others, and cleared.</summary>
/// <param name="Path">The field in spec terms.</param>
/// <param name="Text">Its value as text; null where it is not set.</param>
/// <param name="Without">The same object with the field not managed.</param>
/// <param name="Emptied">The same object with the field as the service has it when nobody ever set it; null where the service knows no way back.</param>
internal sealed record FieldRule<T>(string Path, Func<T, string?> Text, Func<T, T> Without, Func<T, T>? Emptied)
{
    /// <summary>A text or a list.</summary>
    public static FieldRule<T> Of<TValue>(string path, Func<T, TValue?> get, Func<T, TValue?, T> set, TValue? empty) where TValue : class =>
        new(path, o => Worded(get(o)), o => set(o, null), empty is null ? null : o => set(o, empty));

    /// <summary>A number or a switch.</summary>
    public static FieldRule<T> Of<TValue>(string path, Func<T, TValue?> get, Func<T, TValue?, T> set, TValue? empty) where TValue : struct =>
        new(path, o => Worded(get(o)), o => set(o, null), empty is null ? null : o => set(o, empty));

    /// <summary>What is declared, without this field.</summary>
    public T Drop(T declared) => Text(declared) is null ? declared : Without(declared);

    /// <summary>What is declared, with this field cleared where it is declared no more and something is there.</summary>
    public T Clear(T declared, T actual)
    {
        if (Emptied is null || Text(declared) is not null)
            return declared;

        var emptied = Emptied(declared);
        return Text(actual) is { Length: > 0 } there && there != Text(emptied) ? emptied : declared;
    }

    private static string? Worded(object? value) => value switch
    {
        null => null,
        // The service does not keep the order of most lists.
        IEnumerable<string> items => string.Join('\n', items.Order(StringComparer.Ordinal)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
