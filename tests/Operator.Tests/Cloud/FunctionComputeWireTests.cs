using System.Text.Json;
using System.Text.Json.Nodes;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Tests.Cloud;

public sealed class FunctionComputeWireTests : IDisposable
{
    private const string Arn = "acs:fc:cn-hangzhou:1234567890123456:functions/llm";
    private readonly ScriptedCloud _wire = new();

    private IFunctionCompute Functions => _wire.Cloud.Functions;

    private SeenRequest Only => Assert.Single(_wire.Seen);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task A_create_keeps_the_casing_traps()
    {
        _wire.Answer(200, """{"functionName":"llm"}""");

        await Functions.CreateFunctionAsync(
            new()
            {
                FunctionName = "llm",
                Handler = "handler",
                Runtime = "custom-container",
                Cpu = 0.35m,
                Tags = [new("sonde.dev/owner", "uid")],
                CustomDns = new() { NameServers = ["1.1.1.1"] },
                VpcConfig = new() { VpcId = "vpc", VSwitchIds = ["v1"], SecurityGroupId = "sg" },
                NasConfig = new() { UserId = 0, MountPoints = [new() { ServerAddr = "a:/", MountDir = "/nas", EnableTls = false }] },
                Layers = ["acs:layer"],
            },
            Cancellation);

        Assert.Equal(("POST", "/2023-03-30/functions", "application/json; charset=utf-8", "CreateFunction", "2023-03-30"),
            (Only.Method, Only.Target, Only.Header("content-type"), Only.Header("x-acs-action"), Only.Header("x-acs-version")));
        AssertJson(
            """
            {"functionName":"llm","handler":"handler","runtime":"custom-container","cpu":0.35,"tags":[{"Key":"sonde.dev/owner","Value":"uid"}],
             "customDNS":{"nameServers":["1.1.1.1"]},"vpcConfig":{"vpcId":"vpc","vSwitchIds":["v1"],"securityGroupId":"sg"},
             "nasConfig":{"userId":0,"mountPoints":[{"serverAddr":"a:/","mountDir":"/nas","enableTLS":false}]},"layers":["acs:layer"]}
            """,
            Only.Body);
    }

    [Fact]
    public async Task An_update_sends_what_is_set_and_the_empty_forms_that_clear()
    {
        _wire.Answer(200, """{"functionName":"llm"}""");

        await Functions.UpdateFunctionAsync(
            "llm",
            new()
            {
                Description = "",
                EnvironmentVariables = new Dictionary<string, string>(),
                OssMountConfig = OssMountConfig.Empty,
                VpcConfig = VpcConfig.Empty,
                InstanceLifecycleConfig = InstanceLifecycleConfig.Empty,
                TracingConfig = TracingConfig.Empty,
                Layers = [],
            },
            Cancellation);

        Assert.Equal(("PUT", "/2023-03-30/functions/llm"), (Only.Method, Only.Target));
        AssertJson(
            """
            {"description":"","environmentVariables":{},"ossMountConfig":{"mountPoints":[]},"vpcConfig":{"vpcId":"","vSwitchIds":[],"securityGroupId":""},
             "instanceLifecycleConfig":{"initializer":{"handler":"","command":[],"timeout":3},"preStop":{"handler":"","command":[],"timeout":3}},"tracingConfig":{},"layers":[]}
            """,
            Only.Body);
    }

    [Fact]
    public async Task An_update_with_a_function_that_was_read_sends_nothing_that_is_read_only()
    {
        _wire.Answer(200, """{"functionName":"llm","state":"Active","functionArn":"a","tags":[{"Key":"k","Value":"v"}],"resourceGroupId":"rg","useSLRAuthentication":true,"timeout":60}""").Answer(200, """{"functionName":"llm"}""");

        var read = await Functions.FindFunctionAsync("llm", Cancellation);
        await Functions.UpdateFunctionAsync("llm", read!, Cancellation);

        AssertJson("""{"timeout":60}""", _wire.Seen[1].Body);
    }

    [Fact]
    public async Task A_merge_sends_back_what_we_do_not_know()
    {
        _wire.Answer(200, """{"functionName":"llm","ossMountConfig":{"novel":1,"mountPoints":[{"bucketName":"theirs","mountDir":"/m","cache":{"size":5}}]},"layers":[{"arn":"acs:layer","size":3}]}""").Answer(200, """{"functionName":"llm"}""");

        var read = (await Functions.FindFunctionAsync("llm", Cancellation))!;
        var merged = read.OssMountConfig! with { MountPoints = [.. read.OssMountConfig!.MountPoints!, new() { BucketName = "ours", MountDir = "/mnt/sonde", ReadOnly = true }] };
        await Functions.UpdateFunctionAsync("llm", new() { OssMountConfig = merged, Layers = read.Layers }, Cancellation);

        AssertJson(
            """{"ossMountConfig":{"mountPoints":[{"bucketName":"theirs","mountDir":"/m","cache":{"size":5}},{"bucketName":"ours","mountDir":"/mnt/sonde","readOnly":true}],"novel":1},"layers":["acs:layer"]}""",
            _wire.Seen[1].Body);
    }

    [Fact]
    public async Task All_that_is_read_only_is_read()
    {
        _wire.Answer(200, """
            {"functionName":"llm","functionArn":"acs:fc","functionId":"id","state":"Pending","stateReason":"r","stateReasonCode":"Creating","lastUpdateStatus":"InProgress","lastUpdateStatusReason":"r2",
             "lastUpdateStatusReasonCode":"ImageOptimizing","customContainerConfig":{"image":"i","resolvedImageUri":"i@sha256:1","accelerationInfo":{"status":"Ready"},"command":null},
             "lockInfo":{"lockedBy":"agentrun","lockedResources":["function"]},"invocationRestriction":{"disable":true,"reason":"why"},"layers":null,"memorySize":"512","novelty":[1]}
            """);

        var function = (await Functions.FindFunctionAsync("llm", Cancellation))!;

        Assert.Equal(("Pending", "Creating", "InProgress", "ImageOptimizing"), (function.State, function.StateReasonCode, function.LastUpdateStatus, function.LastUpdateStatusReasonCode));
        Assert.Equal(("i@sha256:1", "Ready", null), (function.CustomContainerConfig!.ResolvedImageUri, function.CustomContainerConfig.AccelerationInfo!.Status, function.CustomContainerConfig.Command));
        Assert.Equal(("agentrun", true, 512), (function.LockInfo!.LockedBy, function.InvocationRestriction!.Disable, function.MemorySize));
        Assert.True(function.Unknown!.ContainsKey("novelty"));
    }

    [Fact]
    public async Task Pages_are_followed_with_the_filter_as_json_text()
    {
        _wire.Answer(200, """{"functions":[{"functionName":"a"},{"functionName":"b"}],"nextToken":"a+b/c=="}""").Answer(200, """{"functions":[{"functionName":"c"}],"nextToken":""}""");

        var names = new List<string>();
        await foreach (var function in Functions.ListFunctionsAsync(new("llm-", [new("k", "v")]), Cancellation))
            names.Add(function.FunctionName);

        Assert.Equal(["a", "b", "c"], names);
        Assert.Equal("/2023-03-30/functions?limit=100&prefix=llm-&tags=%5B%7B%22Key%22%3A%22k%22%2C%22Value%22%3A%22v%22%7D%5D", _wire.Seen[0].Target);
        Assert.Contains("nextToken=a%2Bb%2Fc%3D%3D", _wire.Seen[1].Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_token_that_does_not_move_ends_the_list()
    {
        _wire.Answer(200, """{"functions":[],"nextToken":"x"}""").Answer(200, """{"functions":[],"nextToken":"x"}""");

        await foreach (var _ in Functions.ListFunctionsAsync(FunctionFilter.All, Cancellation))
            Assert.Fail("There is none.");
        Assert.Equal(2, _wire.Seen.Count);
    }

    [Fact]
    public async Task Tags_are_set_in_pascal_case_and_removed_by_query()
    {
        _wire.Answer(204).Answer(204).Answer(200, """{"RequestId":"r","NextToken":"","TagResources":[{"ResourceId":"a","ResourceType":"function","TagKey":"k1","TagValue":"v1"}]}""");

        await Functions.TagFunctionAsync(Arn, [new("k1", "v1")], Cancellation);
        await Functions.UntagFunctionAsync(Arn, ["k1"], Cancellation);
        var tags = new List<Tag>();
        await foreach (var tag in Functions.ListTagsAsync(Arn, Cancellation))
            tags.Add(tag);

        AssertJson($$"""{"ResourceType":"function","ResourceId":["{{Arn}}"],"Tag":[{"Key":"k1","Value":"v1"}]}""", _wire.Seen[0].Body);
        Assert.Equal($"/2023-03-30/tags-v2?All=false&ResourceId={Uri.EscapeDataString($"[\"{Arn}\"]")}&ResourceType=function&TagKey=%5B%22k1%22%5D", _wire.Seen[1].Target);
        Assert.Contains("Limit=100", _wire.Seen[2].Target, StringComparison.Ordinal);
        Assert.Equal([new Tag("k1", "v1")], tags);
    }

    [Fact]
    public async Task A_trigger_holds_its_config_as_text()
    {
        var config = new HttpTriggerConfig { AuthType = "anonymous", Methods = ["GET", "POST"], DisableUrlInternet = false };
        _wire.Answer(200, """{"triggerName":"http","triggerConfig":"{\"methods\":[\"GET\"],\"authType\":\"function\",\"novel\":null}","httpTrigger":{"urlInternet":"https://x.fcapp.run","urlIntranet":"https://x-vpc.fcapp.run"}}""");

        var made = await Functions.CreateTriggerAsync("llm", new() { TriggerName = "http", TriggerType = "http", TriggerConfig = config.ToText(), Qualifier = "LATEST" }, Cancellation);

        AssertJson("""{"triggerName":"http","triggerType":"http","triggerConfig":"{\"authType\":\"anonymous\",\"methods\":[\"GET\",\"POST\"],\"disableURLInternet\":false}","qualifier":"LATEST"}""", Unescaped(Only.Body));
        Assert.Equal("https://x.fcapp.run", made.HttpTrigger!.UrlInternet);
        Assert.Equal("function", HttpTriggerConfig.Parse(made.TriggerConfig)!.AuthType);
        Assert.Null(HttpTriggerConfig.Parse("no json"));
    }

    [Fact]
    public async Task Provisioning_is_put_by_qualifier_with_its_capitals()
    {
        _wire.Answer(200, """{"target":1,"defaultTarget":1,"current":0,"functionArn":"a","alwaysAllocateCPU":true,"alwaysAllocateGPU":true,"currentError":""}""");

        var status = await Functions.PutProvisionConfigAsync("llm", "LATEST", new() { DefaultTarget = 1, AlwaysAllocateCpu = true, AlwaysAllocateGpu = true, ScheduledActions = [] }, Cancellation);

        Assert.Equal(("PUT", "/2023-03-30/functions/llm/provision-config?qualifier=LATEST"), (Only.Method, Only.Target));
        AssertJson("""{"defaultTarget":1,"alwaysAllocateCPU":true,"alwaysAllocateGPU":true,"scheduledActions":[]}""", Only.Body);
        Assert.Equal((1, 0, true), (status.Target, status.Current, status.AlwaysAllocateGpu));
    }

    [Theory]
    [InlineData(404, """{"Code":"ProvisionConfigNotFound","Message":"none"}""")]
    [InlineData(200, """{"target":0,"current":0,"functionArn":"","currentError":""}""")]
    public async Task No_provisioning_is_told_in_either_way(int status, string body)
    {
        _wire.Answer(status, body);
        Assert.Null(await Functions.FindProvisionConfigAsync("llm", "LATEST", Cancellation));
    }

    [Fact]
    public async Task What_is_absent_is_found_as_null_and_deleted_with_success()
    {
        const string Absent = """{"Code":"FunctionNotFound","Message":"function 'x' does not exist","RequestId":"1"}""";
        for (var i = 0; i < 9; i++)
            _wire.Answer(404, Absent);

        Assert.Null(await Functions.FindFunctionAsync("x", Cancellation));
        Assert.Null(await Functions.FindTriggerAsync("x", "t", Cancellation));
        Assert.Null(await Functions.FindScalingConfigAsync("x", "LATEST", Cancellation));
        Assert.Null(await Functions.FindConcurrencyConfigAsync("x", Cancellation));
        Assert.Empty(await Functions.ListInstancesAsync("x", "LATEST", Cancellation));
        await foreach (var _ in Functions.ListTriggersAsync("x", Cancellation))
            Assert.Fail("There is none.");
        await Functions.DeleteFunctionAsync("x", Cancellation);
        await Functions.DeleteTriggerAsync("x", "t", Cancellation);
        await Functions.DeleteProvisionConfigAsync("x", "LATEST", Cancellation);
        Assert.Equal(9, _wire.Seen.Count);
    }

    [Fact]
    public async Task An_endpoint_of_something_else_is_not_taken_for_an_absent_function()
    {
        _wire.Answer(404, """{"Code":"PathNotSupported","Message":"no such path"}""").Answer(200, "<html>hello</html>");

        Assert.Equal(CloudErrorKind.Invalid, (await Assert.ThrowsAsync<CloudException>(() => Functions.FindFunctionAsync("x", Cancellation))).Kind);
        Assert.Equal("UnreadableAnswer", (await Assert.ThrowsAsync<CloudException>(() => Functions.FindFunctionAsync("x", Cancellation))).Code);
    }

    private static void AssertJson(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"expected {expected}\nactual   {actual}");

    private static string Unescaped(string json) => JsonNode.Parse(json)!.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
