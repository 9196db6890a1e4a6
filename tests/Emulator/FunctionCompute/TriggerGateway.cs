using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Sonde.Emulator.Faults;
using Sonde.Emulator.Http;
using Sonde.Emulator.Instances;
using Sonde.Emulator.Journal;
using Sonde.Emulator.Signing;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>The URLs of HTTP triggers: checks what the trigger asks for, then hands the request, unread, to the host.</summary>
internal sealed class TriggerGateway(EmulatorWorld world, IInstanceHost host, FaultBook faults, RequestJournal journal, NonceMemory nonces)
{
    private readonly Acs3Verifier _verifier = new(world.Accounts, world.Clock, nonces, new Acs3Errors(functionCompute: true));

    public async Task HandleAsync(HttpContext context)
    {
        var requestId = RequestIds.For(Services.FunctionCompute);
        var request = new WireRequest(context.Request.Method, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, Headers(context), default);
        var entry = new JournalEntry(Services.Trigger, request, requestId, world.Clock.GetUtcNow()) { Operation = "HttpTrigger" };
        var start = world.Clock.GetTimestamp();
        context.Response.Headers["x-fc-request-id"] = requestId;
        Answer? held = null;
        FaultRule? fault = null;
        try
        {
            var call = Admit(context, request, requestId);
            entry.Caller = new(call.Function.AccountId, null);
            fault = faults.Take(Services.Trigger, entry.Operation, request);
            if (!await FaultActions.BeginAsync(fault, Services.Trigger, entry.Operation, context, world.Clock))
            {
                (entry.Status, entry.Code) = (0, FaultActions.ResetCode);
            }
            else
            {
                held = await ServeAsync(context, call, fault);
                entry.Status = held?.Status ?? context.Response.StatusCode;
            }
        }
        catch (Refusal refusal)
        {
            (entry.Status, entry.Code) = (refusal.Status, refusal.Code);
            context.Response.Clear();
            (held, fault) = (Refused(refusal, requestId), null);
        }
        finally
        {
            entry.Milliseconds = world.Clock.GetElapsedTime(start).TotalMilliseconds;
            journal.Add(entry);
        }

        // What a fault or a refusal makes of a request is in the journal when the client sees it.
        if (fault is { Mode: FaultMode.Reset or FaultMode.AfterWork })
            context.Abort();
        else if (held is not null)
            await AnswerWriter.WriteAsync(context, held, fault);
    }

    private static Answer Refused(Refusal refusal, string requestId)
    {
        var answer = Answer.Json(refusal.Status, new JsonObject { ["Code"] = refusal.Code, ["Message"] = refusal.Message, ["RequestId"] = requestId }).With("x-fc-request-id", requestId);
        return refusal.RetryAfter is { } seconds ? answer.With("Retry-After", $"{seconds}") : answer;
    }

    /// <returns>The instance's answer when a fault is to spoil it; null when it went out as it came.</returns>
    private async Task<Answer?> ServeAsync(HttpContext context, InvokeCall call, FaultRule? fault)
    {
        if (!FaultActions.Spoils(fault))
        {
            await host.InvokeAsync(context, call);
            return null;
        }

        var answer = await HeldAnswer.OfAsync(context, inner => host.InvokeAsync(inner, call));
        return fault is { Mode: FaultMode.AfterWork, Status: > 0 } ? throw FaultRefusals.Of(fault, Services.Trigger, "HttpTrigger") : answer;
    }

    private InvokeCall Admit(HttpContext context, WireRequest request, string requestId)
    {
        var (name, qualifier, path, internet) = TriggerUrl.Parse(request.Target)!.Value;
        var record = world.Functions.FindByName(name, qualifier) ?? throw FcErrors.FunctionNotFound(name);
        var config = world.Functions.Exclusively(table =>
        {
            var entry = table.Find(record.AccountId, name) ?? throw FcErrors.FunctionNotFound(name);
            Invocations.CheckReady(entry, world.Clock.GetUtcNow());
            var trigger = entry.Triggers.Values.FirstOrDefault(one => one.Text("triggerType") == "http" && one.Text("qualifier") == qualifier);
            return trigger is null ? throw FcErrors.NotFound("TriggerNotFound", "HTTP trigger of", $"{name}/{qualifier}") : (JsonObject)JsonNode.Parse(trigger.Text("triggerConfig"))!;
        });
        if (internet && config.Flag("disableURLInternet") == true)
            throw new Refusal(403, "AccessDenied", "the Internet URL of this trigger is disabled");
        if (!config.Texts("methods").Contains(request.Method))
            throw new Refusal(405, "MethodNotAllowed", $"method {request.Method} is not allowed by the trigger");
        if (request.Headers.Keys.FirstOrDefault(header => header.StartsWith("x-fc-", StringComparison.Ordinal)) is { } reserved)
            throw FcErrors.Invalid($"header '{reserved}' is reserved: names of a client's headers must not begin with x-fc-");
        Authenticate(context, request, config.Text("authType"));
        return new(record, qualifier, InvokeKind.HttpTrigger, path, requestId);
    }

    /// <summary>Tokens of a JWT trigger are not checked by anything here, so those triggers admit nobody.</summary>
    private void Authenticate(HttpContext context, WireRequest request, string authType)
    {
        if (authType == "anonymous")
            return;
        if (authType == "jwt")
            throw new Refusal(401, "AccessDenied", "this emulator does not check JWT: use an anonymous or function trigger");
        if (context.Request.ContentLength is > 0 || context.Request.Headers.TransferEncoding.Count > 0)
            throw new Refusal(501, "NotImplemented", "this emulator checks signatures of trigger requests without a body only: use InvokeFunction or an anonymous trigger");
        _verifier.Verify(request);
    }

    private static Dictionary<string, string> Headers(HttpContext context) =>
        context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(',', header.Value.ToArray()), StringComparer.Ordinal);
}
