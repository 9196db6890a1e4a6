using System.Text.Json.Nodes;
using Sonde.Emulator.Http;
using Sonde.Emulator.Signing;

namespace Sonde.Emulator.Arms;

/// <summary>A service whose operation stands in <c>x-acs-action</c>: ARMS and STS.</summary>
/// <param name="host">Name of the endpoint, as error bodies echo it.</param>
/// <param name="unsigned">Actions that are called without a signature.</param>
internal sealed class RpcService(
    string name,
    string host,
    IReadOnlyDictionary<string, Func<RpcCall, Answer>> actions,
    IReadOnlySet<string> unsigned,
    EmulatorWorld world,
    NonceMemory nonces) : ICloudService
{
    private readonly Acs3Verifier _verifier = new(world.Accounts, world.Clock, nonces, new Acs3Errors(functionCompute: false));

    public string Name => name;

    public IReadOnlyList<string> Operations { get; } = [.. actions.Keys];

    public ServiceCall Open(WireRequest request)
    {
        var action = request.Header("x-acs-action") ?? request.Parameter("Action") ?? "";
        if (!actions.TryGetValue(action, out var run))
            throw new Refusal(404, "InvalidAction.NotFound", $"Specified api '{action}' is not found, please check your url and method.");
        return new(
            action,
            unsigned.Contains(action) ? () => new("", null) : () => _verifier.Verify(request),
            (caller, terms) => run(new RpcCall(caller.AccountId, request, terms.RequestId, world.Clock.GetUtcNow()) { Caller = caller, Stale = terms.Stale }));
    }

    public Answer Refuse(WireRequest request, Refusal refusal, string requestId)
    {
        var answer = Answer.Json(refusal.Status, new JsonObject
        {
            ["RequestId"] = requestId,
            ["HostId"] = host,
            ["Code"] = refusal.Code,
            ["Message"] = refusal.Message,
            ["Recommend"] = $"https://api.aliyun.com/troubleshoot?q={Uri.EscapeDataString(refusal.Code)}",
        });
        // The official packages wait that many milliseconds: they hand the number to their timer as it is.
        return refusal.RetryAfter is { } seconds ? answer.With("x-acs-retry-after", $"{seconds * 1000L}") : answer;
    }

    public void Complete(Answer answer, string requestId)
    {
        answer.Headers["x-acs-request-id"] = requestId;
        answer.Headers["Date"] = Times.Http(world.Clock.GetUtcNow());
    }
}
