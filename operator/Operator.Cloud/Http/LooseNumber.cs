using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.Http;

/// <summary>A whole number that comes as one, as a fraction (<c>12.0</c>), or as text; 0 when it is none of them.</summary>
internal sealed class LooseNumber : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return decimal.TryParse(document.RootElement.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= long.MinValue and <= long.MaxValue ? (long)number : 0;
    }

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
