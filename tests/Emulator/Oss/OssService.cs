using System.Text;
using System.Xml.Linq;
using Sonde.Emulator.Http;
using Sonde.Emulator.Signing;

namespace Sonde.Emulator.Oss;

/// <summary>OSS: addresses and parameters to operations, answers in XML.</summary>
internal sealed class OssService : ICloudService
{
    private readonly OssOperation[] _operations;
    private readonly Oss4Verifier _verifier;
    private readonly EmulatorWorld _world;

    public OssService(EmulatorWorld world)
    {
        _world = world;
        _verifier = new(world.Accounts, world.Clock);
        _operations =
        [
            .. new BucketOperations(world).All,
            .. new ListOperations(world).All,
            .. new MultipartOperations(world).All,
            .. new TaggingOperations(world).All,
            .. new WriteOperations(world).All,
            .. new ReadOperations(world).All,
        ];
    }

    public string Name => Services.Oss;

    public IReadOnlyList<string> Operations => [.. _operations.Select(operation => operation.Name)];

    /// <summary>Which reading of the address is meant shows with the signature only, so it is checked here and its refusal kept for later.</summary>
    public ServiceCall Open(WireRequest request)
    {
        var addresses = OssAddress.Of(request);
        (Caller? caller, var address, Refusal? refusal) = (null, addresses[0], null);
        try
        {
            (caller, address) = _verifier.Verify(request, addresses);
        }
        catch (Refusal refused)
        {
            refusal = refused;
        }

        var operation = Find(request, address);
        return new(operation.Name, () => caller ?? throw refusal!, (by, terms) => operation.Run(new(by, request, address, _world.Clock.GetUtcNow()) { Stale = terms.Stale }));
    }

    public Answer Refuse(WireRequest request, Refusal refusal, string requestId)
    {
        var error = new XElement(
            "Error",
            new XElement("Code", refusal.Code),
            new XElement("Message", refusal.Message),
            new XElement("RequestId", requestId),
            new XElement("HostId", request.Header("host") ?? ""),
            refusal.Details.Select(detail => new XElement(detail.Name, detail.Value)),
            new XElement("RecommendDoc", "https://api.alibabacloud.com/troubleshoot?q=" + refusal.Code));
        var body = XmlText.Of(error);
        var answer = Answer.Xml(refusal.Status, body);
        if (refusal.Status == StatusCodes.Status304NotModified)
            answer = Answer.Nothing(refusal.Status);
        else if (request.Method == "HEAD")
            answer = Answer.Nothing(refusal.Status).With("x-oss-err", Convert.ToBase64String(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body)));
        if (refusal.Details.FirstOrDefault(detail => detail.Name == "EC") is { Value: { } number })
            answer.Headers["x-oss-ec"] = number;
        foreach (var (name, value) in refusal.Headers)
            answer.Headers[name] = value;
        return refusal.RetryAfter is { } seconds ? answer.With("Retry-After", $"{seconds}") : answer;
    }

    /// <summary>The date is the emulated one: clients correct their clocks by it.</summary>
    public void Complete(Answer answer, string requestId)
    {
        answer.Headers["x-oss-request-id"] = requestId;
        answer.Headers["Server"] = "AliyunOSS";
        answer.Headers["Date"] = Times.Http(_world.Clock.GetUtcNow());
    }

    private OssOperation Find(WireRequest request, OssAddress address)
    {
        var level = address.Bucket.Length == 0 ? OssLevel.Service : address.Key.Length == 0 ? OssLevel.Bucket : OssLevel.Object;
        return Array.Find(_operations, operation => operation.Method == request.Method && operation.Level == level && Marked(request, operation.Marker))
            ?? throw new Refusal(405, "MethodNotAllowed", "The specified method is not allowed against this resource.", ("Method", request.Method), ("ResourceType", level.ToString()));
    }

    private static bool Marked(WireRequest request, string marker) =>
        marker.Length == 0 || (marker.StartsWith("header:", StringComparison.Ordinal) ? request.Header(marker["header:".Length..]) is not null : request.Has(marker));
}
