using System.Text.Json;
using Sonde.Testing;

namespace Sonde.Demo;

/// <summary>docs/examples/quickstart as it stands, with an overlay that puts in what a user would: keys and, for the emulated cloud, endpoints.</summary>
internal sealed class Quickstart(TemporaryFolder folder)
{
    public const string Namespace = "llm";
    public const string Account = "1234567890123456";
    public const string Model = "Qwen/Qwen3-0.6B";

    /// <summary>Functions whose instance always has CPU and GPU. The first one's agent is started by the initializer, the second one's is the engine's parent.</summary>
    public static readonly IReadOnlyList<string> Steady = ["qwen3-vllm", "qwen3-sglang"];

    /// <summary>The function that freezes between requests; its agent stands before the engine.</summary>
    public const string OnDemand = "qwen3-on-demand";

    private const string Bucket = "llm-models";
    private const string AccessKeyId = "LTAI5tFakeAccessKeyId001";
    private const string AccessKeySecret = "fakeSecretFakeSecretFakeSecret01";

    /// <summary>Writes what must be in the cloud before Sonde comes: the account, the role, the bucket with the model.</summary>
    public string WriteSeed() => folder.Write("seed.json", JsonSerializer.Serialize(new
    {
        accounts = new[] { new { id = Account, accessKeys = new[] { new { id = AccessKeyId, secret = AccessKeySecret } }, roles = new[] { "aliyunfcdefaultrole" } } },
        buckets = new[]
        {
            new
            {
                name = Bucket,
                account = Account,
                objects = new object[]
                {
                    new { key = "qwen3/" },
                    new { key = "qwen3/config.json", text = """{"architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3"}""" },
                    new { key = "qwen3/tokenizer.json", text = "{}" },
                },
            },
        },
    }));

    /// <summary>Writes the overlay for <c>kubectl apply -k</c>.</summary>
    public string WriteOverlay(string cloudUrl)
    {
        var resources = Directory.EnumerateFiles(RepositoryRoot.Combine("docs", "examples", "quickstart"), "*.yaml").Order(StringComparer.Ordinal).ToList();
        foreach (var file in resources)
            File.Copy(file, folder.File(Path.GetFileName(file)));

        folder.Write("kustomization.yaml", $$$"""
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources: [{{{string.Join(", ", resources.Select(Path.GetFileName))}}}]
            patches:
            - target: {kind: CloudAccount}
              patch: |-
                - {op: add, path: /spec/endpoints, value: {functionCompute: "{{{cloudUrl}}}", oss: "{{{cloudUrl}}}", arms: "{{{cloudUrl}}}", sts: "{{{cloudUrl}}}"}}
            - target: {kind: Secret, name: alibaba-cloud}
              patch: |-
                - {op: add, path: /stringData, value: {accessKeyId: {{{AccessKeyId}}}, accessKeySecret: {{{AccessKeySecret}}}}}
            - target: {kind: Secret, name: metrics-writer}
              patch: |-
                - {op: add, path: /stringData, value: {username: {{{AccessKeyId}}}, password: {{{AccessKeySecret}}}}}
            """);
        return folder.Path;
    }
}
