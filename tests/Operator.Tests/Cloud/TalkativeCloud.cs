using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Sonde.Operator.Tests.Cloud;

/// <summary>A service that fails each call and repeats a part of what it was sent in every place that it has for words.</summary>
/// <param name="status">Its status; 0: the connection breaks.</param>
/// <param name="code">Its code.</param>
/// <param name="part">What it repeats: <c>secret</c>, <c>token</c>, <c>encodedToken</c>, or the name of a header.</param>
internal sealed class TalkativeCloud(int status, string code, string part) : HttpMessageHandler
{
    /// <summary>All signatures that it has seen.</summary>
    public List<string> Signatures { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        if (request.Headers.NonValidated.TryGetValues("authorization", out var authorization))
            Signatures.Add(authorization.ToString()[^64..]);
        if (status == 0)
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely.");

        var words = $"we were told {Words(request.Headers, sent)} by you";
        var body = request.RequestUri!.Port == 18903
            ? $"<Error><Code>{code}</Code><Message>{words}</Message><RequestId>{words}</RequestId><StringToSign>{words}</StringToSign></Error>"
            : $$"""{"Code":"{{code}}","Success":false,"Message":"{{words}}","RequestId":"{{words}}","Data":"{{words}}"}""";
        return ScriptedCloud.Response(status, request.Method == HttpMethod.Head ? "" : body, ("x-oss-err", Convert.ToBase64String(Encoding.UTF8.GetBytes(body))));
    }

    // It can repeat only what it was sent: an exchange is unsigned and holds a token of its own.
    private string Words(HttpRequestHeaders headers, string sent) => (part, headers.NonValidated.Contains("authorization")) switch
    {
        ("encodedToken", false) => sent.Split('=')[^1],
        (_, false) => WebUtility.UrlDecode(sent.Split('=')[^1]),
        ("secret", _) => ScriptedCloud.Secret,
        ("token", _) => ScriptedCloud.Token,
        ("encodedToken", _) => WebUtility.UrlEncode(ScriptedCloud.Token),
        _ => headers.NonValidated.TryGetValues(part, out var values) ? values.ToString() : "nothing",
    };
}
