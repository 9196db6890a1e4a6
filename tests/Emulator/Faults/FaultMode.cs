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

    /// <summary>The work is done; <c>Content-Length</c> differs from what comes by <see cref="FaultRule.LengthOff"/> bytes, then the connection ends.</summary>
    [JsonStringEnumMemberName("wrongLength")]
    WrongLength,

    /// <summary>A list is answered as it was <see cref="FaultRule.StaleSeconds"/> ago.</summary>
    [JsonStringEnumMemberName("staleList")]
    StaleList,

    /// <summary>Refused as RAM refuses: the body names the action that the caller lacks.</summary>
    [JsonStringEnumMemberName("deny")]
    Deny,

    /// <summary>Refused as an expired security token is.</summary>
    [JsonStringEnumMemberName("expiredToken")]
    ExpiredToken,
}
