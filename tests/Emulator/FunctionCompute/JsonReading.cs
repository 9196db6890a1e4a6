using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Reads members of a body whose types are not known to be right.</summary>
internal static class JsonReading
{
    public static string Text(this JsonObject? parent, string name) => parent?[name] switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw FcErrors.Invalid($"field '{name}' must be a string"),
    };

    public static double? Number(this JsonObject? parent, string name) => parent?[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => double.Parse(value.ToJsonString()),
        _ => throw FcErrors.Invalid($"field '{name}' must be a number"),
    };

    public static bool? Flag(this JsonObject? parent, string name) => parent?[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        _ => throw FcErrors.Invalid($"field '{name}' must be a boolean"),
    };

    public static JsonObject? Object(this JsonObject? parent, string name) => parent?[name] switch
    {
        null => null,
        JsonObject value => value,
        _ => throw FcErrors.Invalid($"field '{name}' must be an object"),
    };

    public static IEnumerable<JsonObject> Objects(this JsonObject? parent, string name) => parent?[name] switch
    {
        null => [],
        JsonArray items when items.All(item => item is JsonObject) => items.OfType<JsonObject>(),
        _ => throw FcErrors.Invalid($"field '{name}' must be an array of objects"),
    };

    public static IReadOnlyList<string> Texts(this JsonObject? parent, string name) => parent?[name] switch
    {
        null => [],
        JsonArray items when items.All(item => item?.GetValueKind() == JsonValueKind.String) => [.. items.Select(item => item!.GetValue<string>())],
        _ => throw FcErrors.Invalid($"field '{name}' must be an array of strings"),
    };

    /// <summary>A whole number within bounds, both included; <paramref name="otherwise"/> when it is absent.</summary>
    public static int Whole(this JsonObject? parent, string name, int low, int high, int otherwise)
    {
        var number = parent.Number(name) ?? otherwise;
        return number == Math.Floor(number) && number >= low && number <= high
            ? (int)number
            : throw FcErrors.Invalid($"{name} must be a whole number between {low} and {high}, it is {number}");
    }
}
