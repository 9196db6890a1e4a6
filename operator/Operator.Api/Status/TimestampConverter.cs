using System.Globalization;

namespace Sonde.Operator.Api;

/// <summary>Times of a status as Kubernetes writes them: UTC, RFC 3339, whole seconds.</summary>
/// <remarks>Fractions are cut when writing, so that a status that was written and read back equals itself.</remarks>
public sealed class TimestampConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
}
