using System.Net;
using System.Text;
using Sonde.Operator.Reporting;

namespace Sonde.Operator.Tests.Reporting;

public sealed class PrometheusQueryTests : HttpMessageHandler
{
    private HttpRequestMessage? _seen;
    private HttpStatusCode _status = HttpStatusCode.OK;
    private string _body = """{"status":"success","data":{"resultType":"vector","result":[{"metric":{"hash":"a"},"value":[1700000000.1,"42.5"]}]}}""";

    [Fact]
    public async Task A_vector_is_read()
    {
        var samples = await AskAsync();

        Assert.Equal(("a", 42.5), (samples[0].Labels["hash"], samples[0].Value));
        Assert.Equal("https://store.example/base/api/v1/query", _seen!.RequestUri!.ToString());
        Assert.Equal("Bearer KNOWN", _seen.Headers.Authorization!.ToString());
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "{}", "store.example answered 401 to a query.")]
    [InlineData(HttpStatusCode.OK, "<html>", "store.example gave no usable answer to a query.")]
    [InlineData(HttpStatusCode.OK, "{}", "store.example gave no usable answer to a query.")]
    [InlineData(HttpStatusCode.OK, """{"data":{"result":[{"metric":{},"value":[1,"x"]}]}}""", "store.example gave no usable answer to a query.")]
    [InlineData(HttpStatusCode.OK, """{"data":{"resultType":"scalar","result":[1,"2"]}}""", "store.example gave no usable answer to a query.")]
    public async Task An_answer_that_is_none_is_told_by_host_and_never_with_credentials(HttpStatusCode status, string body, string message)
    {
        (_status, _body) = (status, body);

        var failure = await Assert.ThrowsAsync<DataQueryException>(AskAsync);

        Assert.Equal(message, failure.Message);
        Assert.DoesNotContain("KNOWN", failure.ToString(), StringComparison.Ordinal);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _seen = request;
        Assert.Equal("query=up", await request.Content!.ReadAsStringAsync(cancellationToken));
        return new(_status) { Content = new StringContent(_body, Encoding.UTF8, "application/json") };
    }

    private async Task<IReadOnlyList<DataSample>> AskAsync()
    {
        using var http = new HttpClient(this, disposeHandler: false);
        return await new PrometheusQuery(http).QueryAsync(new("https://store.example/base/", "Bearer KNOWN"), "up", TestContext.Current.CancellationToken);
    }
}
