using Sonde.Operator.Cloud.Credentials;

namespace Sonde.Conformance.Clients;

/// <summary>What <c>Sdk/sts.js</c> does.</summary>
internal sealed class StsScenario(Actor actor, Steps steps, CancellationToken cancellation)
{
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(15);

    public async Task PlayAsync()
    {
        var sts = actor.Connect().Identity;
        OidcRole Oidc(string provider) => new(Actor.Role, provider, TokenFile: "", "conformance");

        await steps.DoAsync("GetCallerIdentity", async () =>
            Assert.Equal(new(Actor.Account, $"acs:ram::{Actor.Account}:root", "Account"), await sts.GetCallerAsync(cancellation)));
        await steps.DoAsync("AssumeRole", async () => await UsableAsync(await sts.AssumeRoleAsync(Actor.Session, s_life, cancellation)));
        await steps.RefusedAsync("AssumeRole missing role", "EntityNotExist.Role", () => sts.AssumeRoleAsync(Actor.Session with { RoleArn = $"{Actor.Role}-missing" }, s_life, cancellation));
        await steps.DoAsync("AssumeRoleWithOIDC", async () =>
            await UsableAsync(await sts.AssumeRoleWithOidcAsync(Oidc($"acs:ram::{Actor.Account}:oidc-provider/ack"), "head.body.signature", s_life, cancellation)));
        await steps.RefusedAsync("AssumeRoleWithOIDC no JWT", "AuthenticationFail.OIDCToken.Invalid", () => sts.AssumeRoleWithOidcAsync(Oidc("x"), "text", s_life, cancellation));
        await steps.RefusedAsync("GetCallerIdentity wrong secret", "SignatureDoesNotMatch", () => CallerAsync(Actor.Lasting with { Secret = "wrong" }));
    }

    private Task<Operator.Cloud.Identity.CallerIdentity> CallerAsync(AccessKey key) => actor.Connect(new StaticCredentials(key)).Identity.GetCallerAsync(cancellation);

    private async Task UsableAsync(AccessKey key)
    {
        Assert.StartsWith("STS.", key.Id, StringComparison.Ordinal);
        Assert.InRange((key.Expiry!.Value - TimeProvider.System.GetUtcNow()).TotalSeconds, 890, 910);
        var found = await CallerAsync(key);
        Assert.Equal((Actor.Account, "AssumedRoleUser"), (found.AccountId, found.IdentityType));
        Assert.StartsWith($"acs:ram::{Actor.Account}:assumed-role/fc-llm/", found.Arn, StringComparison.Ordinal);
        Assert.StartsWith("InvalidSecurityToken", (await Assert.ThrowsAsync<Operator.Cloud.CloudException>(() => CallerAsync(key with { SecurityToken = "another" }))).Code, StringComparison.Ordinal);
    }
}
