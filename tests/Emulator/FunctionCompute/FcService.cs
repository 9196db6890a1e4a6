using System.Text.Json.Nodes;
using Sonde.Emulator.Http;
using Sonde.Emulator.Instances;
using Sonde.Emulator.Signing;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Function Compute 3.0 (2023-03-30): paths to operations.</summary>
internal sealed class FcService : ICloudService
{
    public const string PathPrefix = "/2023-03-30/";

    private readonly FcRoute[] _routes;
    private readonly EmulatorWorld _world;
    private readonly TimeProvider _clock;
    private readonly Acs3Verifier _verifier;

    public FcService(EmulatorWorld world, IInstanceHost host, NonceMemory nonces, CodeDownloads downloads)
    {
        _world = world;
        _clock = world.Clock;
        _verifier = new(world.Accounts, world.Clock, nonces, new Acs3Errors(functionCompute: true));
        _routes =
        [
            .. new FunctionOperations(world).Routes,
            .. new CodeOperations(world, downloads).Routes,
            .. new TriggerOperations(world).Routes,
            .. new VersionOperations(world).Routes,
            .. new AliasOperations(world).Routes,
            .. new ProvisionOperations(world, host).Routes,
            .. new ScalingOperations(world, host).Routes,
            .. new ConcurrencyOperations(world).Routes,
            .. new AsyncConfigOperations(world).Routes,
            .. new InvocationOperations(world, host).Routes,
            .. new TagOperations(world).Routes,
            .. new AccountOperations(world).Routes,
        ];
    }

    public string Name => Services.FunctionCompute;

    public IReadOnlyList<string> Operations => [.. _routes.Select(route => route.Operation)];

    public ServiceCall Open(WireRequest request)
    {
        var path = request.RawPath[PathPrefix.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var route in _routes)
        {
            if (route.Match(request.Method, path) is { } values)
                return new(route.Operation, () => _verifier.Verify(request), (caller, terms) => route.Run(new FcCall(caller.AccountId, request, values, terms.RequestId, _clock.GetUtcNow()) { Stale = terms.Stale, LargestPage = _world.LargestPage }));
        }

        throw new Refusal(404, "PathNotSupported", $"{request.Method} {request.RawPath} is not supported");
    }

    public Answer Refuse(WireRequest request, Refusal refusal, string requestId)
    {
        var answer = Answer.Json(refusal.Status, new JsonObject { ["Code"] = refusal.Code, ["Message"] = refusal.Message, ["RequestId"] = requestId });
        // The official packages wait that many milliseconds: they hand the number to their timer as it is.
        return refusal.RetryAfter is { } seconds ? answer.With("x-acs-retry-after", $"{seconds * 1000L}") : answer;
    }

    public void Complete(Answer answer, string requestId)
    {
        answer.Headers["x-fc-request-id"] = requestId;
        answer.Headers["x-acs-request-id"] = requestId;
        answer.Headers["Date"] = Times.Http(_clock.GetUtcNow());
    }
}
