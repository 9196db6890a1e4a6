using System.Globalization;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.FunctionCompute;

internal sealed partial class FunctionComputeClient
{
    public Task<IReadOnlyList<Instance>> ListInstancesAsync(string functionName, string? qualifier, CancellationToken cancellation) =>
        // All that live now, whenever they began.
        QueryInstancesAsync(functionName, new() { Qualifier = qualifier, WithAllActive = true }, cancellation);

    public async Task<IReadOnlyList<Instance>> QueryInstancesAsync(string functionName, InstanceFilter filter, CancellationToken cancellation) =>
        (await FindAsync(
            new("ListInstances", HttpMethod.Get, CallEffect.Read) { Path = PathOf(functionName, "instances"), Query = Given(QueryOf(filter)) }, Json.InstanceList, cancellation))?.Instances ?? [];

    private static IEnumerable<KeyValuePair<string, string?>> QueryOf(InstanceFilter filter) =>
    [
        new("qualifier", filter.Qualifier),
        new("withAllActive", filter.WithAllActive switch { true => "true", false => "false", null => null }),
        new("startTimeMs", MillisecondsText(filter.From)),
        new("endTimeMs", MillisecondsText(filter.Until)),
        new("instanceIds", filter.InstanceIds is { Count: > 0 } ids ? ListText(ids) : null),
        new("instanceStatus", filter.Statuses is { Count: > 0 } statuses ? ListText(statuses) : null),
        new("limit", filter.Limit?.ToString(CultureInfo.InvariantCulture)),
        new("startKey", filter.StartKey),
    ];

    private static string? MillisecondsText(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
