using Sonde.Emulator.Faults;
using Sonde.Emulator.Journal;
using Sonde.Emulator.Signing;

namespace Sonde.Emulator.Http;

/// <summary>Takes every signed request: finds the service, checks the signature, applies faults, keeps the journal.</summary>
internal sealed class Gateway(EmulatorWorld world, ServiceDirectory services, FaultBook faults, RequestJournal journal)
{
    public async Task HandleAsync(HttpContext context)
    {
        var request = await WireRequest.FromAsync(context);
        await ServeAsync(context, request, console: null);
    }

    /// <param name="console">Set for calls through the admin door, which need no signature.</param>
    public async Task ServeAsync(HttpContext context, WireRequest request, Caller? console)
    {
        var service = services.For(request);
        var requestId = RequestIds.For(service.Name);
        var entry = new JournalEntry(service.Name, request, requestId, world.Clock.GetUtcNow());
        var start = world.Clock.GetTimestamp();
        FaultRule? fault = null;
        Answer answer;
        try
        {
            var call = service.Open(request);
            entry.Operation = call.Operation;
            entry.Caller = console ?? call.Authenticate();
            if (console is null)
                world.Limits.Take(entry.Caller.AccountId, service.Name);
            fault = faults.Take(service.Name, call.Operation, request);
            if (!await FaultActions.BeginAsync(fault, service.Name, call.Operation, context, world.Clock))
            {
                Note(entry, start, status: 0, FaultActions.ResetCode);
                context.Abort();
                return;
            }

            answer = call.Run(entry.Caller, new(requestId, TimeSpan.FromSeconds(fault?.StaleSeconds ?? 0)));
            if (FaultActions.Spoils(fault) && answer.Writer is { } writer)
                answer = await HeldAnswer.OfAsync(context, writer);
            if (fault is { Mode: FaultMode.AfterWork, Status: > 0 })
                throw FaultRefusals.Of(fault, service.Name, call.Operation);
        }
        catch (Refusal refusal)
        {
            context.Response.Clear();
            answer = service.Refuse(request, refusal, requestId);
            entry.Code = refusal.Code;
        }

        service.Complete(answer, requestId);
        Note(entry, start, answer.Status, entry.Code);
        if (fault is { Mode: FaultMode.AfterWork, Status: 0 })
            context.Abort();
        else
            await AnswerWriter.WriteAsync(context, answer, fault);
    }

    private void Note(JournalEntry entry, long start, int status, string code)
    {
        entry.Status = status;
        entry.Code = code;
        entry.Milliseconds = world.Clock.GetElapsedTime(start).TotalMilliseconds;
        journal.Add(entry);
    }
}
