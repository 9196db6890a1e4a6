using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sonde.Emulator.Http;
using Sonde.Emulator.Signing;

namespace Sonde.Emulator.Journal;

/// <summary>One request and what became of it.</summary>
internal sealed class JournalEntry(string service, WireRequest request, string requestId, DateTimeOffset time)
{
    public string Service => service;

    public WireRequest Request => request;

    public string Operation { get; set; } = "";

    public Caller? Caller { get; set; }

    /// <summary>0 when no answer was sent.</summary>
    public int Status { get; set; }

    public string Code { get; set; } = "";

    public double Milliseconds { get; set; }

    /// <summary>The line that is kept, without secrets.</summary>
    public JsonObject ToJson(Redactor redactor) => new()
    {
        ["time"] = Times.Milliseconds(time),
        ["service"] = service,
        ["operation"] = Operation,
        ["method"] = request.Method,
        ["path"] = redactor.Clean(request.Path),
        ["query"] = redactor.Query(request),
        ["headers"] = redactor.Headers(request),
        ["body"] = redactor.Body(service, request),
        ["bodySha256"] = Redactor.Shows(service, request) ? "" : Convert.ToHexStringLower(SHA256.HashData(request.Body.Span)),
        ["status"] = Status,
        ["code"] = Code,
        ["requestId"] = requestId,
        ["account"] = Caller?.AccountId ?? "",
        ["accessKeyId"] = Caller?.KeyId ?? "",
        ["milliseconds"] = Math.Round(Milliseconds, 2),
    };
}
