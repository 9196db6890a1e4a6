using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>What the text <see cref="Trigger.TriggerConfig"/> of an HTTP trigger holds.</summary>
public sealed record HttpTriggerConfig : WireObject
{
    /// <summary><c>function</c> (signed, default), <c>anonymous</c> or <c>jwt</c>.</summary>
    public string? AuthType { get; init; }

    /// <summary>E.g. <c>GET</c>, <c>POST</c>; order is not kept.</summary>
    public IReadOnlyList<string>? Methods { get; init; }

    /// <summary>True: no public URL.</summary>
    [JsonPropertyName("disableURLInternet")]
    public bool? DisableUrlInternet { get; init; }

    /// <summary>The text to send.</summary>
    public string ToText() => JsonSerializer.Serialize(this, FunctionComputeJson.Default.HttpTriggerConfig);

    /// <summary>Reads the text; null when it is no JSON object.</summary>
    public static HttpTriggerConfig? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        try
        {
            return JsonSerializer.Deserialize(text, FunctionComputeJson.Default.HttpTriggerConfig);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
