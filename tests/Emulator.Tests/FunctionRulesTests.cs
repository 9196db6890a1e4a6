using System.Text.Json.Nodes;

namespace Sonde.Emulator.Tests;

public sealed class FunctionRulesTests
{
    public static TheoryData<string, string> Refused => new()
    {
        { """{"functionName":"1st"}""", "functionName" },
        { """{"functionName":""}""", "functionName" },
        { """{"handler":""}""", "Handler is required" },
        { """{"runtime":""}""", "Runtime is required" },
        { """{"customContainerConfig":{"image":""}}""", "customContainerConfig.image is required" },
        { """{"customContainerConfig":{"image":"a","port":70000}}""", "port" },
        { """{"code":{"ossBucketName":"b"}}""", "code is not supported" },
        { """{"layers":["acs:fc:x"]}""", "layers are not supported" },
        { """{"timeout":0}""", "timeout" },
        { """{"timeout":"60"}""", "timeout" },
        { """{"instanceConcurrency":201}""", "instanceConcurrency" },
        { """{"diskSize":1000}""", "diskSize" },
        { """{"gpuConfig":{"gpuType":"fc.gpu.ada.1","gpuMemorySize":1024}}""", "gpuMemorySize" },
        { """{"gpuConfig":{"gpuType":"fc.gpu.nova.1","gpuMemorySize":1024}}""", "gpuType" },
        { """{"cpu":5}""", "cpu 5 does not fit" },
        { """{"memorySize":16384}""", "memorySize 16384 does not fit" },
        { """{"environmentVariables":{"FC_X":"1"}}""", "reserved" },
        { """{"environmentVariables":{"A-B":"1"}}""", "environment variable name" },
        { """{"role":"acs:ram::1234567890123456:role/nobody"}""", "role 'acs:ram::1234567890123456:role/nobody' does not exist" },
        { """{"logConfig":{"project":"x","logstore":"l"}}""", "project 'x' does not exist" },
        { """{"logConfig":{"project":"p","logstore":"x"}}""", "logstore 'x' does not exist" },
        { """{"vpcConfig":{"vpcId":"vpc-1"}}""", "vpcConfig" },
        { """{"tags":[{"Key":"a","Value":"1"},{"Key":"a","Value":"2"}]}""", "unique" },
        { """{"tags":[{"key":"a","value":"1"}]}""", "Key and Value" },
        { """{"instanceLifecycleConfig":{"initializer":{"handler":"h","command":["c"]}}}""", "either handler or command" },
        { """{"instanceLifecycleConfig":{"initializer":{"command":["c"],"timeout":601}}}""", "timeout" },
        { """{"customContainerConfig":{"image":"a","healthCheckConfig":{"httpGetUrl":"/","timeoutSeconds":4}}}""", "timeoutSeconds" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_the_service_refuses_is_refused_with_the_field_named(string change, string words)
    {
        await using var cloud = await Cloud.StartAsync();

        var reply = await cloud.CreateAsync("chat", function => Merge(function, change));

        Assert.Equal((400, "InvalidArgument"), reply.Error);
        Assert.Contains(words, reply.Json["Message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string, bool> Mounts => new()
    {
        { "models", "/qwen", true },
        { "models", "/qwen/", true },
        { "models", "/", true },
        { "models", "/absent", false },
        { "absent", "/qwen", false },
        { "models", "qwen", false },
    };

    [Theory]
    [MemberData(nameof(Mounts))]
    public async Task A_mount_needs_its_bucket_and_the_marker_of_its_path(string bucket, string path, bool works)
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.World.Buckets.Write("1234567890123456", "models", "qwen/", ReadOnlyMemory<byte>.Empty);

        var reply = await cloud.CreateAsync("chat", function =>
        {
            function["role"] = "acs:ram::1234567890123456:role/fc-llm";
            function["ossMountConfig"] = JsonNode.Parse($$"""{"mountPoints":[{"bucketName":"{{bucket}}","bucketPath":"{{path}}","endpoint":"http://oss-cn-hangzhou-internal.aliyuncs.com","mountDir":"/mnt/m"}]}""");
        });

        Assert.Equal(works ? 200 : 400, reply.Status);
    }

    [Fact]
    public async Task A_command_as_initializer_is_for_GPU_functions()
    {
        await using var cloud = await Cloud.StartAsync();

        var reply = await cloud.CreateAsync("chat", function =>
        {
            function.Remove("gpuConfig");
            function["instanceLifecycleConfig"] = JsonNode.Parse("""{"initializer":{"command":["true"]}}""");
        });

        Assert.Equal((400, "InvalidArgument"), reply.Error);
    }

    [Fact]
    public async Task A_function_stays_on_CPU_or_on_GPU()
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.CreateAsync("chat")).Ok();

        Assert.Equal((400, "InvalidArgument"), (await cloud.Client.FcAsync("PUT", "functions/chat", JsonNode.Parse("""{"gpuConfig":{"gpuType":"","gpuMemorySize":0}}"""))).Error);
    }

    [Fact]
    public async Task The_GPU_type_is_held_by_a_provision_config()
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.CreateAsync("chat")).Ok();
        (await cloud.Client.FcAsync("PUT", "functions/chat/provision-config?qualifier=LATEST", new JsonObject { ["defaultTarget"] = 1 })).Ok();

        var reply = await cloud.Client.FcAsync("PUT", "functions/chat", JsonNode.Parse("""{"gpuConfig":{"gpuType":"fc.gpu.ada.2","gpuMemorySize":24576}}"""));

        Assert.Equal((409, "ProvisionConfigExist"), reply.Error);
    }

    private static void Merge(JsonObject function, string change)
    {
        foreach (var (name, value) in (JsonObject)JsonNode.Parse(change)!)
            function[name] = value?.DeepClone();
    }
}
