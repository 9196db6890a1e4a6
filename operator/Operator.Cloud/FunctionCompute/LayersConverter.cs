using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Layers go in as ARNs and come out as objects with an <c>arn</c>.</summary>
internal sealed class LayersConverter : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind is JsonValueKind.Array
            ? [.. document.RootElement.EnumerateArray().Select(Arn)]
            : throw new JsonException("layers is not a list");
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var arn in value)
            writer.WriteStringValue(arn);
        writer.WriteEndArray();
    }

    private static string Arn(JsonElement layer) =>
        (layer.ValueKind is JsonValueKind.Object ? layer.GetProperty("arn") : layer).GetString() ?? "";
}
