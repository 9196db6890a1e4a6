using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.Identity;

internal sealed class IdentityClient(CloudTransport transport) : IIdentity
{
    public async Task<CallerIdentity> GetCallerAsync(CancellationToken cancellation)
    {
        const string Operation = "GetCallerIdentity";
        var answer = await transport.SendAsync(new(Operation, HttpMethod.Post, CallEffect.Read), cancellation);
        return Answers.Read(answer, IdentityJson.Default.CallerIdentity, CloudService.Sts, Operation);
    }
}
