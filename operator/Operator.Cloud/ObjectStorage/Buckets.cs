using System.Text;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>Buckets themselves: find, make, list.</summary>
internal sealed class Buckets(CloudTransport transport)
{
    private const string PageSize = "100";

    /// <param name="bucket">The call that makes it.</param>
    /// <param name="cancellation">Cancels the calls.</param>
    public async Task CreateAsync(CloudRequest bucket, CancellationToken cancellation)
    {
        var request = bucket with
        {
            Headers = [new("x-oss-acl", "private")],
            ContentType = "application/xml",
            Body = ObjectBody.FromBytes(Encoding.UTF8.GetBytes("<CreateBucketConfiguration><StorageClass>Standard</StorageClass></CreateBucketConfiguration>")),
        };
        try
        {
            await transport.SendAsync(request, cancellation);
        }
        catch (CloudException e) when (e.Kind is CloudErrorKind.AlreadyExists)
        {
            // The service may say so of our own bucket too; that of somebody else is not shown to us.
            if (!await IsOursAsync(bucket with { Operation = "GetBucketInfo", Method = HttpMethod.Get, Effect = CallEffect.Read }, cancellation))
                throw;
        }
    }

    /// <param name="bucket">The call that asks for it.</param>
    /// <param name="cancellation">Cancels the call.</param>
    public async Task<BucketInfo?> FindAsync(CloudRequest bucket, CancellationToken cancellation)
    {
        try
        {
            return ObjectAnswers.BucketOf(await transport.SendAsync(bucket with { Query = [new("bucketInfo", null)] }, cancellation));
        }
        catch (CloudException e) when (e.Kind is CloudErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <param name="prefix">Begin of the names; empty: all.</param>
    /// <param name="cancellation">Cancels the calls.</param>
    public IAsyncEnumerable<BucketSummary> ListAsync(string prefix, CancellationToken cancellation) => Pages.AllAsync<BucketSummary>(
        async (next, cancelled) =>
        {
            List<KeyValuePair<string, string?>> query = [new("max-keys", PageSize)];
            if (prefix.Length > 0)
                query.Add(new("prefix", prefix));
            if (next is not null)
                query.Add(new("marker", next));
            return ObjectAnswers.BucketsOf(await transport.SendAsync(new("ListBuckets", HttpMethod.Get, CallEffect.Read) { Query = query }, cancelled));
        },
        cancellation);

    private async Task<bool> IsOursAsync(CloudRequest bucket, CancellationToken cancellation)
    {
        try
        {
            return await FindAsync(bucket, cancellation) is not null;
        }
        catch (CloudException e) when (e.Kind is CloudErrorKind.Denied)
        {
            return false;
        }
    }
}
