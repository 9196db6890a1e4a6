using Sonde.Operator.Cloud.Http;
using Sonde.Operator.Cloud.Signing;

namespace Sonde.Operator.Cloud.FunctionCompute;

internal sealed partial class FunctionComputeClient
{
    public Task<Trigger?> FindTriggerAsync(string functionName, string triggerName, CancellationToken cancellation) =>
        FindAsync(new("GetTrigger", HttpMethod.Get, CallEffect.Read) { Path = TriggerPath(functionName, triggerName) }, Json.Trigger, cancellation);

    public IAsyncEnumerable<Trigger> ListTriggersAsync(string functionName, CancellationToken cancellation) => ListTriggersAsync(functionName, prefix: null, cancellation);

    public IAsyncEnumerable<Trigger> ListTriggersAsync(string functionName, string? prefix, CancellationToken cancellation) =>
        NoneWhenAbsentAsync(
            ListAsync("ListTriggers", PathOf(functionName, "triggers"), [new("prefix", prefix)], Json.TriggerPage, page => (page.Triggers, page.NextToken), cancellation), cancellation);

    public Task<Trigger> CreateTriggerAsync(string functionName, NewTrigger trigger, CancellationToken cancellation) =>
        SendAsync(WithBody(new("CreateTrigger", HttpMethod.Post, CallEffect.Create) { Path = PathOf(functionName, "triggers") }, trigger, Json.NewTrigger), Json.Trigger, cancellation);

    public Task<Trigger> UpdateTriggerAsync(string functionName, string triggerName, TriggerUpdate change, CancellationToken cancellation) =>
        SendAsync(WithBody(new("UpdateTrigger", HttpMethod.Put, CallEffect.Idempotent) { Path = TriggerPath(functionName, triggerName) }, change, Json.TriggerUpdate), Json.Trigger, cancellation);

    public Task DeleteTriggerAsync(string functionName, string triggerName, CancellationToken cancellation) =>
        DeleteAsync(new("DeleteTrigger", HttpMethod.Delete, CallEffect.Idempotent) { Path = TriggerPath(functionName, triggerName) }, cancellation);

    private static string TriggerPath(string functionName, string triggerName) => PathOf(functionName, $"triggers/{Rfc3986.Encode(triggerName)}");
}
