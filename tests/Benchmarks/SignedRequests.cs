using System.Text;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Http;
using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Benchmarks;

/// <summary>Signed Function Compute requests as bytes of HTTP/1.1, made before the clock starts, so that the load costs next to nothing while it runs.</summary>
internal sealed class SignedRequests(string url)
{
    private readonly string _authority = new Uri(url).Authority;
    private readonly AcsDialect _dialect = new(CloudService.FunctionCompute, "2023-03-30", url, refusesInside200: false, () => Guid.NewGuid().ToString());

    public byte[] Get(string function) => Bytes(new("GetFunction", HttpMethod.Get, CallEffect.Read) { Path = $"/2023-03-30/functions/{function}" }, "");

    public byte[] Create(string function)
    {
        var body = $$"""{"functionName":"{{function}}","runtime":"custom-container","handler":"handler","cpu":8,"memorySize":32768,"gpuConfig":{"gpuType":"fc.gpu.ada.1","gpuMemorySize":49152},"environmentVariables":{"MODEL":"qwen"},"customContainerConfig":{"image":"registry.example/ns/vllm:v1","port":9000},"tags":[{"Key":"owner","Value":"bench"}]}""";
        return Bytes(
            new("CreateFunction", HttpMethod.Post, CallEffect.Create) { Path = "/2023-03-30/functions", ContentType = "application/json", Body = ObjectBody.FromBytes(Encoding.UTF8.GetBytes(body)) },
            body);
    }

    private byte[] Bytes(CloudRequest request, string body)
    {
        var text = new StringBuilder($"{request.Method} {request.Path} HTTP/1.1\r\n");
        foreach (var (name, value) in _dialect.Sign(request, _authority, EmulatorProcess.Key, TimeProvider.System.GetUtcNow()))
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        if (body.Length > 0)
            text.Append("content-length: ").Append(Encoding.UTF8.GetByteCount(body)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.Append("\r\n").Append(body).ToString());
    }
}
