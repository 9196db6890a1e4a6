using System.Text.Json.Nodes;
using Sonde.Emulator.Arms;
using Sonde.Emulator.Http;
using Sonde.Emulator.Identity;

namespace Sonde.Emulator.Sts;

/// <summary>Who am I, and credentials that expire.</summary>
internal sealed class StsOperations(EmulatorWorld world)
{
    private const int ShortestLife = 900;
    private const int LongestLife = 43200;

    public IReadOnlyDictionary<string, Func<RpcCall, Answer>> Actions => new Dictionary<string, Func<RpcCall, Answer>>(StringComparer.Ordinal)
    {
        ["GetCallerIdentity"] = GetCallerIdentity,
        ["AssumeRole"] = AssumeRole,
        ["AssumeRoleWithOIDC"] = AssumeRoleWithOidc,
    };

    private Answer GetCallerIdentity(RpcCall call)
    {
        var role = call.Caller.Key?.RoleArn ?? "";
        var assumed = role.Length > 0;
        return ArmsAnswers.Members(
            call,
            ("AccountId", call.AccountId),
            ("IdentityType", assumed ? "AssumedRoleUser" : "Account"),
            ("PrincipalId", assumed ? $"{role.Split('/')[^1]}:session" : call.AccountId),
            ("UserId", call.AccountId),
            ("Arn", assumed ? $"acs:ram::{call.AccountId}:assumed-role/{role.Split('/')[^1]}/session" : $"acs:ram::{call.AccountId}:root"));
    }

    private Answer AssumeRole(RpcCall call) => Assumed(call, call.Required("RoleArn"), call.Required("RoleSessionName"));

    /// <summary>Unsigned: the token of the identity provider is the proof. Only its form and its presence are checked.</summary>
    private Answer AssumeRoleWithOidc(RpcCall call)
    {
        call.Required("OIDCProviderArn");
        if (call.Required("OIDCToken").Split('.').Length != 3)
            throw new Refusal(400, "AuthenticationFail.OIDCToken.Invalid", "This token is not a JWT.");
        return Assumed(call, call.Required("RoleArn"), call.Required("RoleSessionName"));
    }

    private Answer Assumed(RpcCall call, string roleArn, string session)
    {
        var seconds = call.Number("DurationSeconds") ?? 3600;
        if (seconds is < ShortestLife or > LongestLife)
            throw new Refusal(400, "InvalidParameter.DurationSeconds", $"DurationSeconds must be between {ShortestLife} and {LongestLife}.");
        if (world.Accounts.IssueFor(roleArn, TimeSpan.FromSeconds(seconds)) is not { } key)
            throw new Refusal(404, "EntityNotExist.Role", $"The specified Role does not exist: {roleArn}.");
        return ArmsAnswers.Members(call, ("AssumedRoleUser", User(key, session)), ("Credentials", Credentials(key)));
    }

    private static JsonObject User(AccessKey key, string session)
    {
        var role = key.RoleArn.Split('/')[^1];
        return new() { ["Arn"] = $"acs:ram::{key.AccountId}:role/{role}/{session}", ["AssumedRoleId"] = $"{role}:{session}" };
    }

    private static JsonObject Credentials(AccessKey key) => new()
    {
        ["AccessKeyId"] = key.Id,
        ["AccessKeySecret"] = key.Secret,
        ["SecurityToken"] = key.SecurityToken,
        ["Expiration"] = Times.Seconds(key.Expires!.Value),
    };
}
