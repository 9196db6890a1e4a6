namespace Sonde.Integration.Operator;

/// <summary>What a user applies, with the parts that tests vary.</summary>
internal static class Manifests
{
    public const string WriterPassword = "writer-password-never-shown";

    public static string Secret(string id = CloudUnderTest.KeyId, string secret = CloudUnderTest.KeySecret) =>
        $$$"""
        apiVersion: v1
        kind: Secret
        metadata: {name: alibaba-cloud}
        stringData: {accessKeyId: {{{id}}}, accessKeySecret: {{{secret}}}}
        ---

        """;

    public static string Account(string url) =>
        $$$"""
        apiVersion: sonde.dev/v1alpha1
        kind: CloudAccount
        metadata: {name: default}
        spec:
          region: cn-hangzhou
          credentials: {type: Secret, secretRef: {name: alibaba-cloud}}
          ownerId: test
          defaults: {interval: 30s}
          endpoints: {functionCompute: "{{{url}}}", oss: "{{{url}}}", arms: "{{{url}}}", sts: "{{{url}}}"}
        ---

        """;

    public static string Instance(string management = "") =>
        $$$"""
        apiVersion: sonde.dev/v1alpha1
        kind: PrometheusInstance
        metadata: {name: metrics}
        spec:
          managed: {type: RemoteWrite, instanceName: test-metrics}
          {{{management}}}
        ---

        """;

    public static string Pipeline(string artifacts = "bucket: " + CloudUnderTest.Bucket, string interval = "15s", string management = "") =>
        $$$"""
        apiVersion: v1
        kind: Secret
        metadata: {name: metrics-writer}
        stringData: {username: LTAI5tFakeAccessKeyId001, password: {{{WriterPassword}}}}
        ---
        apiVersion: sonde.dev/v1alpha1
        kind: MetricsPipeline
        metadata: {name: engines}
        spec:
          artifacts: { {{{artifacts}}}, prefix: sonde/engines, mountPath: /mnt/sonde}
          targets: [{name: engine, interval: {{{interval}}}}]
          destinations: [{name: arms, prometheusRef: {name: metrics}, authSecretRef: {name: metrics-writer}}]
          {{{management}}}
        ---

        """;

    public static string Function(string name = "chat", string extra = "", string image = "registry.example.com/llm/vllm:v1", bool observed = true, string start = "Initializer") =>
        $$$"""
        apiVersion: sonde.dev/v1alpha1
        kind: LlmFunction
        metadata: {name: {{{name}}}}
        spec:
          functionName: {{{name}}}
          engine: VLLM
          container:
            image: "{{{image}}}"
            command: [vllm, serve, /mnt/qwen3, --port, "9000"]
            port: 9000
          resources: {cpuMilli: 8000, memoryMB: 65536, gpu: {type: fc.gpu.ada.1, memoryMB: 49152}}
          timeoutSeconds: 600
          roleArn: acs:ram::1234567890123456:role/fc-llm
          http: {auth: Anonymous, methods: [GET, POST]}
          {{{(observed ? $"observability: {{pipelineRef: {{name: engines}}, start: {start}}}" : "")}}}
          {{{extra}}}
        ---

        """;

    /// <summary>The quickstart: all four kinds and their Secrets.</summary>
    public static string Everything(string url) => Secret() + Account(url) + Instance() + Pipeline() + Function();
}
