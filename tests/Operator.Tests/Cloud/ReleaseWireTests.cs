using System.Text.Json.Nodes;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Tests.Cloud;

/// <summary>Versions, aliases, async configs and what concerns the account, letter by letter. Targets and bodies as the official package sent them.</summary>
public sealed class ReleaseWireTests : IDisposable
{
    private const string Arn = "acs:fc:cn-hangzhou:1234567890123456:functions/llm-qwen-7b";
    private const string Name = "llm-qwen-7b";
    private const string Absent = """{"Code":"FunctionNotFound","Message":"function 'x' does not exist","RequestId":"1"}""";
    private readonly ScriptedCloud _wire = new();

    private IFunctionCompute Functions => _wire.Cloud.Functions;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task A_version_is_published_with_its_description_and_read_by_its_id()
    {
        _wire.Answer(200, """{"versionId":"3","description":"gen 3","createdTime":"t","lastModifiedTime":"u"}""").Answer(200, """{"functionName":"llm-qwen-7b","timeout":60}""");

        var made = await Functions.PublishVersionAsync(Name, "gen 3", Cancellation);
        var found = await Functions.FindFunctionVersionAsync(Name, made.VersionId, Cancellation);

        AssertSent(0, "POST", "/2023-03-30/functions/llm-qwen-7b/versions", """{"description":"gen 3"}""");
        AssertSent(1, "GET", "/2023-03-30/functions/llm-qwen-7b?qualifier=3");
        Assert.Equal(("3", "gen 3", "t", "u", 60), (made.VersionId, made.Description, made.CreatedTime, made.LastModifiedTime, found!.Timeout));
    }

    [Fact]
    public async Task Versions_are_listed_from_the_newest_over_all_pages()
    {
        _wire.Answer(200, """{"versions":[{"versionId":"3"},{"versionId":"2"}],"direction":"BACKWARD","nextToken":"n"}""").Answer(200, """{"versions":[{"versionId":"1"}],"direction":"BACKWARD","nextToken":""}""");

        Assert.Equal(["3", "2", "1"], (await AllAsync(Functions.ListVersionsAsync(Name, Cancellation))).Select(version => version.VersionId));
        AssertSent(0, "GET", "/2023-03-30/functions/llm-qwen-7b/versions?direction=BACKWARD&limit=100");
        AssertSent(1, "GET", "/2023-03-30/functions/llm-qwen-7b/versions?direction=BACKWARD&limit=100&nextToken=n");
    }

    [Fact]
    public async Task An_alias_shares_its_requests_between_two_versions()
    {
        const string Answer = """{"aliasName":"live","versionId":"3","description":"d","additionalVersionWeight":{"4":0.1},"createdTime":"t","lastModifiedTime":"u"}""";
        _wire.Answer(200, Answer).Answer(200, Answer).Answer(200, Answer).Answer(200, $$"""{"aliases":[{{Answer}}],"nextToken":""}""");

        var made = await Functions.CreateAliasAsync(
            Name, new() { AliasName = "live", VersionId = "3", Description = "d", AdditionalVersionWeight = new Dictionary<string, decimal> { ["4"] = 0.1m } }, Cancellation);
        await Functions.UpdateAliasAsync(Name, "live", new() { VersionId = "4", AdditionalVersionWeight = new Dictionary<string, decimal>() }, Cancellation);
        var found = await Functions.FindAliasAsync(Name, "live", Cancellation);
        var listed = await AllAsync(Functions.ListAliasesAsync(Name, "li", Cancellation));

        AssertSent(0, "POST", "/2023-03-30/functions/llm-qwen-7b/aliases", """{"additionalVersionWeight":{"4":0.1},"aliasName":"live","description":"d","versionId":"3"}""");
        AssertSent(1, "PUT", "/2023-03-30/functions/llm-qwen-7b/aliases/live", """{"versionId":"4","additionalVersionWeight":{}}""");
        AssertSent(2, "GET", "/2023-03-30/functions/llm-qwen-7b/aliases/live");
        AssertSent(3, "GET", "/2023-03-30/functions/llm-qwen-7b/aliases?limit=100&prefix=li");
        Assert.Equal(0.1m, made.AdditionalVersionWeight!["4"]);
        Assert.Equal(("live", "3"), (found!.AliasName, listed.Single().VersionId));
    }

    [Fact]
    public async Task An_async_config_goes_by_qualifier_and_sends_its_zero()
    {
        const string Body = """{"asyncTask":true,"destinationConfig":{"onFailure":{"destination":"acs:mns:cn-hangzhou:1234567890123456:/queues/q/messages"}},"maxAsyncEventAgeInSeconds":3600,"maxAsyncRetryAttempts":0}""";
        _wire.Answer(200, Body).Answer(200, """{"configs":[{"functionArn":"a","maxAsyncRetryAttempts":0,"destinationConfig":{"onSuccess":{},"onFailure":{}}}]}""");

        await Functions.PutAsyncInvokeConfigAsync(
            Name,
            "LATEST",
            new()
            {
                AsyncTask = true,
                MaxAsyncRetryAttempts = 0,
                MaxAsyncEventAgeInSeconds = 3600,
                DestinationConfig = new() { OnFailure = new() { Destination = "acs:mns:cn-hangzhou:1234567890123456:/queues/q/messages" } },
            },
            Cancellation);
        var listed = Assert.Single(await AllAsync(Functions.ListAsyncInvokeConfigsAsync(Name, Cancellation)));

        AssertSent(0, "PUT", "/2023-03-30/functions/llm-qwen-7b/async-invoke-config?qualifier=LATEST", Body);
        AssertSent(1, "GET", "/2023-03-30/async-invoke-configs?functionName=llm-qwen-7b&limit=100");
        Assert.Equal(("a", 0, null), (listed.FunctionArn, listed.MaxAsyncRetryAttempts, listed.DestinationConfig!.OnFailure!.Destination));
    }

    [Fact]
    public async Task Invocations_are_switched_off_with_a_reason_and_on_again()
    {
        _wire.Answer(200, """{"success":true}""").Answer(200, """{"functionName":"llm-qwen-7b","invocationRestriction":{"disable":false}}""");

        await Functions.DisableInvocationAsync(Name, "scale to zero", abortOngoing: true, Cancellation);
        await Functions.EnableInvocationAsync(Name, Cancellation);

        AssertSent(0, "POST", "/2023-03-30/functions/llm-qwen-7b/invoke/disable", """{"abortOngoingRequest":true,"reason":"scale to zero"}""");
        AssertSent(1, "POST", "/2023-03-30/functions/llm-qwen-7b/invoke/enable");
        Assert.Equal("", _wire.Seen[1].Body);
    }

    [Fact]
    public async Task Instances_are_asked_for_by_state_and_time_with_lists_as_json_text()
    {
        _wire.Answer(200, """{"requestId":"r","instances":[{"instanceId":"c-1","versionId":"0","qualifier":"LATEST","status":"Running","createdTimeMs":1736929000000,"resourceType":"OnDemand"}]}""").Answer(200, "{}").Answer(200, "{}");

        var found = await Functions.QueryInstancesAsync(
            Name,
            new()
            {
                Qualifier = "LATEST",
                WithAllActive = true,
                Statuses = ["Running", "Destroyed"],
                From = DateTimeOffset.FromUnixTimeMilliseconds(1736900000000),
                Until = DateTimeOffset.FromUnixTimeMilliseconds(1736930000000),
                Limit = 10,
            },
            Cancellation);
        await Functions.QueryInstancesAsync(Name, new() { InstanceIds = ["c-1"], WithAllActive = false, StartKey = "k" }, Cancellation);
        await Functions.ListInstancesAsync(Name, null, Cancellation);

        AssertSent(
            0, "GET",
            "/2023-03-30/functions/llm-qwen-7b/instances?endTimeMs=1736930000000&instanceStatus=%5B%22Running%22%2C%22Destroyed%22%5D&limit=10&qualifier=LATEST&startTimeMs=1736900000000&withAllActive=true");
        AssertSent(1, "GET", "/2023-03-30/functions/llm-qwen-7b/instances?instanceIds=%5B%22c-1%22%5D&startKey=k&withAllActive=false");
        AssertSent(2, "GET", "/2023-03-30/functions/llm-qwen-7b/instances?withAllActive=true");
        Assert.Equal(("c-1", 1736929000000), (found.Single().InstanceId, found.Single().CreatedTimeMs));
    }

    [Fact]
    public async Task Every_filter_of_functions_goes_out()
    {
        _wire.Answer(200, """{"functions":[]}""");

        await AllAsync(Functions.ListFunctionsAsync(
            new("llm-") { FcVersion = "v3", FunctionName = "n", Description = "d", GpuType = "fc.gpu.ada.1", Runtime = "custom-container", ResourceGroupId = "rg-1" }, Cancellation));

        AssertSent(0, "GET", "/2023-03-30/functions?description=d&fcVersion=v3&functionName=n&gpuType=fc.gpu.ada.1&limit=100&prefix=llm-&resourceGroupId=rg-1&runtime=custom-container");
    }

    [Fact]
    public async Task Where_the_code_lies_is_told_to_the_caller_and_to_no_log()
    {
        const string Url = "https://code.oss-cn-hangzhou.aliyuncs.com/f.zip?Expires=1736929800&Signature=c2VjcmV0";
        _wire.Answer(200, $$"""{"url":"{{Url}}","checksum":"6014513471928472"}""").Answer(404, Absent);

        var code = (await Functions.FindFunctionCodeAsync(Name, "3", Cancellation))!;

        AssertSent(0, "GET", "/2023-03-30/functions/llm-qwen-7b/code?qualifier=3");
        Assert.Equal((Url, "6014513471928472"), (code.Url, code.Checksum));
        Assert.Equal("FunctionCode { Checksum = 6014513471928472 }", $"{code}");
        Assert.Null(await Functions.FindFunctionCodeAsync("x", null, Cancellation));
    }

    [Fact]
    public async Task Resource_groups_and_regions_speak_pascal_case()
    {
        _wire.Answer(200, $$"""{"OldResourceGroupId":"rg-1","NewResourceGroupId":"rg-2","ResourceId":"{{Arn}}"}""").Answer(200, """{"Regions":{"Region":[{"RegionId":"cn-qingdao","LocalName":"Qingdao"}]},"RequestId":"r"}""");

        await Functions.ChangeResourceGroupAsync(Arn, "rg-2", Cancellation);

        AssertSent(0, "PUT", "/2023-03-30/resource-groups", $$"""{"NewResourceGroupId":"rg-2","ResourceId":"{{Arn}}","ResourceType":"function"}""");
        Assert.Equal([new FunctionComputeRegion("cn-qingdao", "Qingdao")], await Functions.ListRegionsAsync(Cancellation));
        AssertSent(1, "GET", "/2023-03-30/regions");
    }

    [Fact]
    public async Task What_is_absent_is_found_as_null_listed_as_none_and_deleted_with_success()
    {
        for (var i = 0; i < 9; i++)
            _wire.Answer(404, Absent);

        Assert.Null(await Functions.FindFunctionVersionAsync("x", "1", Cancellation));
        Assert.Null(await Functions.FindAliasAsync("x", "live", Cancellation));
        Assert.Null(await Functions.FindAsyncInvokeConfigAsync("x", "LATEST", Cancellation));
        Assert.Empty(await AllAsync(Functions.ListVersionsAsync("x", Cancellation)));
        Assert.Empty(await AllAsync(Functions.ListAliasesAsync("x", null, Cancellation)));
        Assert.Empty(await Functions.QueryInstancesAsync("x", new(), Cancellation));
        await Functions.DeleteVersionAsync("x", "1", Cancellation);
        await Functions.DeleteAliasAsync("x", "live", Cancellation);
        await Functions.DeleteAsyncInvokeConfigAsync("x", "LATEST", Cancellation);
        Assert.Equal(9, _wire.Seen.Count);
    }

    [Theory]
    [InlineData("CreateFunction")]
    [InlineData("CreateTrigger")]
    [InlineData("CreateAlias")]
    [InlineData("PublishFunctionVersion")]
    public async Task Case_51_create_lost_response_no_create_is_sent_twice(string operation)
    {
        _wire.Answer(500, """{"Code":"InternalServerError","Message":"x"}""");

        var failure = await Assert.ThrowsAsync<CloudException>(() => CreateAsync(operation));

        Assert.Equal((operation, true), (failure.Operation, failure.MayHaveHappened));
        Assert.Single(_wire.Seen);
    }

    private Task CreateAsync(string operation) => operation switch
    {
        "CreateFunction" => Functions.CreateFunctionAsync(new() { FunctionName = Name }, Cancellation),
        "CreateTrigger" => Functions.CreateTriggerAsync(Name, new() { TriggerName = "http", TriggerType = "http", TriggerConfig = "{}" }, Cancellation),
        "CreateAlias" => Functions.CreateAliasAsync(Name, new() { AliasName = "live", VersionId = "1" }, Cancellation),
        _ => Functions.PublishVersionAsync(Name, null, Cancellation),
    };

    private void AssertSent(int at, string method, string target, string? body = null)
    {
        Assert.Equal((method, target), (_wire.Seen[at].Method, _wire.Seen[at].Target));
        if (body is not null)
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(_wire.Seen[at].Body)), $"expected {body}\nactual   {_wire.Seen[at].Body}");
    }

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items)
            all.Add(item);
        return all;
    }
}
