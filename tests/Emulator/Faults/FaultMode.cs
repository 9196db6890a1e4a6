using System.Text.Json.Serialization;

namespace Sonde.Emulator.Faults;

/// <summary>What a fault does to a request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultMode>))]
public enum FaultMode
{
    /// <summary>The request is refused (or only delayed, when no status is given) before any work is done.</summary>
    [JsonStringEnumMemberName("before")]
    Before,

    /// <summary>The work is done, then the answer is lost: the connection breaks, or another status is answered when one is given.</summary>
    [JsonStringEnumMemberName("afterWork")]
    AfterWork,

    /// <summary>The connection breaks before any work is done.</summary>
    [JsonStringEnumMemberName("reset")]
    Reset,

    /// <summary>The work is done, and the connection breaks in the middle of the answer's body.</summary>
    [JsonStringEnumMemberName("resetInBody")]
    ResetInBody,
}
