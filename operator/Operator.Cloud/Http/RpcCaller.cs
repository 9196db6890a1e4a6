using System.Text.Json.Serialization.Metadata;

namespace Sonde.Operator.Cloud.Http;

/// <summary>Calls in RPC style: one path, the operation in a header, all parameters in the query. What is not set is not sent.</summary>
/// <param name="transport">Sends.</param>
/// <param name="service">Whose operations they are.</param>
internal sealed class RpcCaller(CloudTransport transport, CloudService service)
{
    /// <summary>Calls and reads the answer.</summary>
    public async Task<T> AskAsync<T>(string operation, CallEffect effect, IEnumerable<KeyValuePair<string, string?>> parameters, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class =>
        Answers.Read(await transport.SendAsync(RequestOf(operation, effect, parameters), cancellation), type, service, operation);

    /// <summary>As <see cref="AskAsync"/>; null when the resource is absent.</summary>
    public async Task<T?> FindAsync<T>(string operation, IEnumerable<KeyValuePair<string, string?>> parameters, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await AskAsync(operation, CallEffect.Read, parameters, type, cancellation);
        }
        catch (CloudException e) when (e.Kind is CloudErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>Calls; the answer holds nothing of use.</summary>
    public Task SendAsync(string operation, IEnumerable<KeyValuePair<string, string?>> parameters, CancellationToken cancellation) =>
        transport.SendAsync(RequestOf(operation, CallEffect.Idempotent, parameters), cancellation);

    /// <summary>Removes a resource; an absent one is success.</summary>
    public async Task RemoveAsync(string operation, IEnumerable<KeyValuePair<string, string?>> parameters, CancellationToken cancellation)
    {
        try
        {
            await SendAsync(operation, parameters, cancellation);
        }
        catch (CloudException e) when (e.Kind is CloudErrorKind.NotFound)
        {
            // Done already.
        }
    }

    /// <summary>The answer is good by its code and lacks what it must hold.</summary>
    public CloudException Lacking(string operation, string what) =>
        new(CloudErrorKind.Unavailable, "UnreadableAnswer", $"The answer holds no {what}. Check the endpoint.", service, operation) { MayHaveHappened = true };

    private static CloudRequest RequestOf(string operation, CallEffect effect, IEnumerable<KeyValuePair<string, string?>> parameters) =>
        new(operation, HttpMethod.Post, effect) { Query = [.. parameters.Where(parameter => parameter.Value is not null)] };
}
