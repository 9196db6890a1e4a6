using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.Identity;

/// <summary>Whose key signs our calls.</summary>
/// <param name="AccountId">The account's number, 16 digits.</param>
/// <param name="Arn">E.g. <c>acs:ram::1234567890123456:user/sonde</c>.</param>
/// <param name="IdentityType"><c>Account</c>, <c>RAMUser</c> or <c>AssumedRoleUser</c>.</param>
public sealed record CallerIdentity(
    [property: JsonPropertyName("AccountId")] string AccountId,
    [property: JsonPropertyName("Arn")] string Arn,
    [property: JsonPropertyName("IdentityType")] string? IdentityType = null);
