using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>An object of the API that is replaced as a whole.</summary>
public abstract record WireObject
{
    /// <summary>Members that we do not know. Kept and sent back, so that a merge never drops what a newer API or another tool has set.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}
