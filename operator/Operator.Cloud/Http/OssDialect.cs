using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Cloud.Signing;

namespace Sonde.Operator.Cloud.Http;

/// <summary>OSS: its own signature, the bucket in host or path, XML refusals.</summary>
/// <param name="region">Signing region.</param>
/// <param name="baseUrl">Scheme, host and port, without a bucket.</param>
internal sealed class OssDialect(string region, string baseUrl) : IWireDialect
{
    private readonly Oss4Keys _keys = new(region);
    private readonly bool _pathStyle = new Uri(baseUrl).HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || new Uri(baseUrl).Host == "localhost";

    public CloudService Service => CloudService.Oss;

    public string BaseOf(CloudRequest request) =>
        _pathStyle || request.Bucket is null ? baseUrl : baseUrl.Replace("://", $"://{request.Bucket}.", StringComparison.Ordinal);

    public string TargetOf(CloudRequest request)
    {
        var path = _pathStyle ? SignedPath(request) : request.Path;
        return request.Query.Count == 0 ? path : $"{path}?{Oss4Signer.QueryText(request.Query)}";
    }

    public IReadOnlyDictionary<string, string> Sign(CloudRequest request, string authority, AccessKey key, DateTimeOffset now)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = authority,
            [Oss4Signer.DateHeader] = DateOf(now),
            [Oss4Signer.BodyHashHeader] = Oss4Signer.UnsignedBody,
        };
        foreach (var (name, value) in request.Headers)
            headers[name] = value;
        if (request.Body is not null && request.ContentType is { } contentType)
            headers["content-type"] = contentType;
        if (key.SecurityToken is { } token)
            headers["x-oss-security-token"] = token;

        headers["authorization"] = Oss4Signer.Authorization(new(request.Method.Method, SignedPath(request), request.Query, headers), [], _keys, key);
        return headers;
    }

    /// <summary>A URL that carries its signature. The address is kept letter by letter as it was signed.</summary>
    /// <param name="request">Method, bucket, key, parameters, and the headers that its holder must send.</param>
    /// <param name="key">Signs.</param>
    /// <param name="now">From then on it holds.</param>
    /// <param name="lifetime">For so long.</param>
    public Uri Presign(CloudRequest request, AccessKey key, DateTimeOffset now, TimeSpan lifetime)
    {
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.Ordinal);
        string[] additional = [.. headers.Keys.Where(name => !Oss4Signer.IsSignedAnyway(name)).Order(StringComparer.Ordinal)];
        var signable = new SignableRequest(request.Method.Method, SignedPath(request), request.Query, headers);
        var query = Oss4Signer.Presigned(signable, additional, DateOf(now), ((long)lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture), _keys, key);
        return new(BaseOf(request) + TargetOf(request with { Query = query }), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }

    public Refusal? RefusalIn(CloudAnswer answer) => answer.IsSuccess ? null : Read(answer);

    private static string DateOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMddTHHmmssZ", CultureInfo.InvariantCulture);

    private static string SignedPath(CloudRequest request) => request.Bucket is null ? request.Path : $"/{request.Bucket}{request.Path}";

    private static Refusal Read(CloudAnswer answer)
    {
        var requestId = answer.Header("x-oss-request-id");
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(ErrorText(answer)), SafeXml.Settings());
            var error = XElement.Load(reader);
            return new((string?)error.Element("Code") ?? "", (string?)error.Element("Message") ?? "", (string?)error.Element("RequestId") ?? requestId);
        }
        catch (Exception e) when (e is XmlException or FormatException)
        {
            return new("", "", requestId);
        }
    }

    // A HEAD has no body: the same text comes in a header.
    private static byte[] ErrorText(CloudAnswer answer) =>
        answer.Body.Length > 0 ? answer.Body : Convert.FromBase64String(answer.Header("x-oss-err") ?? "");
}
