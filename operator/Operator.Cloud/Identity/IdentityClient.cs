using System.Globalization;
using System.Text;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Cloud.Http;
using Sonde.Operator.Cloud.ObjectStorage;
using Sonde.Operator.Cloud.Signing;

namespace Sonde.Operator.Cloud.Identity;

internal sealed class IdentityClient(CloudTransport transport) : IIdentity
{
    public async Task<CallerIdentity> GetCallerAsync(CancellationToken cancellation)
    {
        const string Operation = "GetCallerIdentity";
        var answer = await transport.SendAsync(new(Operation, HttpMethod.Post, CallEffect.Read), cancellation);
        return Answers.Read(answer, IdentityJson.Default.CallerIdentity, CloudService.Sts, Operation);
    }

    public Task<AccessKey> AssumeRoleAsync(AssumedRole role, TimeSpan lifetime, CancellationToken cancellation)
    {
        List<KeyValuePair<string, string?>> query = [new("RoleArn", role.RoleArn), new("RoleSessionName", role.SessionName), new("DurationSeconds", Seconds(lifetime))];
        if (role.ExternalId is { Length: > 0 } id)
            query.Add(new("ExternalId", id));
        return ExchangeAsync(new("AssumeRole", HttpMethod.Post, CallEffect.Read) { Query = query }, cancellation);
    }

    public Task<AccessKey> AssumeRoleWithOidcAsync(OidcRole role, string token, TimeSpan lifetime, CancellationToken cancellation) => ExchangeAsync(
        new("AssumeRoleWithOIDC", HttpMethod.Post, CallEffect.Read)
        {
            IsUnsigned = true,
            Secret = token,
            ContentType = "application/x-www-form-urlencoded",
            // In the body: addresses end up in the logs of whatever lies between.
            Body = Form(
                new("RoleArn", role.RoleArn), new("OIDCProviderArn", role.ProviderArn), new("RoleSessionName", role.SessionName),
                new("DurationSeconds", Seconds(lifetime)), new("OIDCToken", token)),
        },
        cancellation);

    private async Task<AccessKey> ExchangeAsync(CloudRequest request, CancellationToken cancellation)
    {
        var answer = await transport.SendAsync(request, cancellation);
        return Answers.Read(answer, IdentityJson.Default.SessionAnswer, CloudService.Sts, request.Operation).Credentials?.ToKey()
            ?? throw Answers.Unreadable(CloudService.Sts, request.Operation, answer, inner: null);
    }

    private static string Seconds(TimeSpan lifetime) => ((int)lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static ObjectBody Form(params ReadOnlySpan<KeyValuePair<string, string>> pairs)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in pairs)
            text.Append(text.Length == 0 ? "" : "&").Append(name).Append('=').Append(Rfc3986.Encode(value));
        return ObjectBody.FromBytes(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
