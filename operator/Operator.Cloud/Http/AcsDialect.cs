using System.Globalization;
using System.Text.Json;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Cloud.Signing;

namespace Sonde.Operator.Cloud.Http;

/// <summary>Function Compute, ARMS and STS: one signature, JSON answers.</summary>
/// <param name="service">Which of them.</param>
/// <param name="version">Version of its API.</param>
/// <param name="baseUrl">Scheme, host and port.</param>
/// <param name="refusesInside200">ARMS may refuse inside HTTP 200.</param>
/// <param name="nonces">Unique text per attempt.</param>
internal sealed class AcsDialect(CloudService service, string version, string baseUrl, bool refusesInside200, Func<string> nonces) : IWireDialect
{
    private const string EmptyBodyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public CloudService Service => service;

    public string BaseOf(CloudRequest request) => baseUrl;

    public string TargetOf(CloudRequest request) =>
        request.Query.Count == 0 ? request.Path : $"{request.Path}?{Acs3Signer.QueryText(request.Query)}";

    public IReadOnlyDictionary<string, string> Sign(CloudRequest request, string authority, AccessKey key, DateTimeOffset now)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = authority,
            ["accept"] = "application/json",
            ["x-acs-action"] = request.Operation,
            ["x-acs-version"] = version,
            ["x-acs-date"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["x-acs-signature-nonce"] = nonces(),
            [Acs3Signer.BodyHashHeader] = BodyHash(request),
        };
        if (request.Body is not null && request.ContentType is { } contentType)
            headers["content-type"] = contentType;
        if (key.SecurityToken is { } token)
        {
            headers["x-acs-accesskey-id"] = key.Id;
            headers["x-acs-security-token"] = token;
        }

        if (!request.IsUnsigned)
            headers["authorization"] = Acs3Signer.Authorization(new(request.Method.Method, request.Path, request.Query, headers), key);

        // Further headers are not part of the signature, as with the official packages.
        foreach (var (name, value) in request.Headers)
            headers[name] = value;
        return headers;
    }

    public Refusal? RefusalIn(CloudAnswer answer)
    {
        if (answer.IsSuccess && !refusesInside200)
            return null;

        var (code, message, requestId, success) = Read(answer);
        return answer.IsSuccess && success && (code is "" or "200")
            ? null
            : new(code, message, requestId ?? answer.Header("x-acs-request-id") ?? answer.Header("x-fc-request-id"));
    }

    private static string BodyHash(CloudRequest request)
    {
        if (request.Body is null)
            return EmptyBodyHash;

        using var body = request.Body.Open();
        return Hex.Sha256(body);
    }

    // The data plane and older gateways spell the members in other ways, hence no typed model.
    private static (string Code, string Message, string? RequestId, bool Success) Read(CloudAnswer answer)
    {
        if (answer.Body.Length == 0)
            return ("", "", null, answer.IsSuccess);

        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
                return ("", "", null, answer.IsSuccess);

            var success = !string.Equals(Text(document.RootElement, "Success"), "false", StringComparison.OrdinalIgnoreCase);
            return (
                Text(document.RootElement, "Code") ?? Text(document.RootElement, "ErrorCode") ?? "",
                Text(document.RootElement, "Message") ?? Text(document.RootElement, "ErrorMessage") ?? "",
                Text(document.RootElement, "RequestId"),
                success);
        }
        catch (JsonException)
        {
            return ("", "", null, answer.IsSuccess);
        }
    }

    private static string? Text(JsonElement body, string name)
    {
        foreach (var member in body.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array))
                return member.Value.ToString();
        }

        return null;
    }
}
