namespace Sonde.Operator.Cloud.Credentials;

/// <summary>A role to assume with a key that is there already.</summary>
/// <param name="RoleArn"><c>acs:ram::ACCOUNT:role/NAME</c>.</param>
/// <param name="SessionName">Shown in the audit log; 2 to 64 of letters, digits and <c>.@-_</c>.</param>
/// <param name="ExternalId">What the role's trust policy asks for; null: nothing.</param>
public sealed record AssumedRole(string RoleArn, string SessionName, string? ExternalId = null);
