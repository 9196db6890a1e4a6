using System.Text;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Cloud.ObjectStorage;
using static Sonde.Conformance.Clients.FunctionComputeWants;

namespace Sonde.Conformance.Clients;

internal sealed partial class FunctionComputeScenario
{
    private async Task ScalingAsync()
    {
        await steps.DoAsync("putScalingConfig", async () =>
            Assert.Equal($"{Arn}/live", (await _fc.PutScalingConfigAsync(Name, "live", Scaling, cancellation)).FunctionArn));
        await steps.DoAsync("getScalingConfig", async () =>
            Assert.Equal(0.6m, Assert.Single((await _fc.FindScalingConfigAsync(Name, "live", cancellation))!.HorizontalScalingPolicies!).MetricTarget));
        await steps.DoAsync("listScalingConfigs", async () => Assert.Single(await AllAsync(_fc.ListScalingConfigsAsync(Name, cancellation))));
        await steps.DoAsync("deleteScalingConfig", async () =>
        {
            await _fc.DeleteScalingConfigAsync(Name, "live", cancellation);
            Assert.Empty(await AllAsync(_fc.ListScalingConfigsAsync(Name, cancellation)));
        });

        await steps.DoAsync("putProvisionConfig", async () =>
            Assert.Equal($"{Arn}/LATEST", (await _fc.PutProvisionConfigAsync(Name, "LATEST", Provision, cancellation)).FunctionArn));
        await UntilAsync("the provisioned instance is there", async () => (await _fc.FindProvisionConfigAsync(Name, "LATEST", cancellation))?.Current == 1);
        await steps.DoAsync("getProvisionConfig", async () =>
            Assert.Equal((1, true), (await _fc.FindProvisionConfigAsync(Name, "LATEST", cancellation) is { } found ? (found.DefaultTarget, found.AlwaysAllocateGpu) : default)));
        await steps.DoAsync("deleteProvisionConfig", async () =>
        {
            await _fc.DeleteProvisionConfigAsync(Name, "LATEST", cancellation);
            Assert.Null(await _fc.FindProvisionConfigAsync(Name, "LATEST", cancellation));
        });

        await steps.DoAsync("putConcurrencyConfig", async () => Assert.Equal(new(40, Arn), await _fc.PutConcurrencyConfigAsync(Name, 40, cancellation)));
        await steps.DoAsync("getConcurrencyConfig", async () => Assert.Equal(new(40, Arn), await _fc.FindConcurrencyConfigAsync(Name, cancellation)));
        await steps.DoAsync("deleteConcurrencyConfig", async () =>
        {
            await _fc.DeleteConcurrencyConfigAsync(Name, cancellation);
            Assert.Null(await _fc.FindConcurrencyConfigAsync(Name, cancellation));
        });
    }

    private async Task AsyncConfigsAsync()
    {
        Task<AsyncInvokeStatus?> Find() => _fc.FindAsyncInvokeConfigAsync(Name, "LATEST", cancellation);

        await steps.DoAsync("putAsyncInvokeConfig", async () =>
            Assert.Equal($"{Arn}/LATEST", (await _fc.PutAsyncInvokeConfigAsync(Name, "LATEST", Async, cancellation)).FunctionArn));
        await steps.DoAsync("getAsyncInvokeConfig", async () =>
            Assert.Equal(Async.DestinationConfig!.OnFailure!.Destination, (await Find())!.DestinationConfig!.OnFailure!.Destination));
        await steps.DoAsync("deleteAsyncInvokeConfig", async () =>
        {
            await _fc.DeleteAsyncInvokeConfigAsync(Name, "LATEST", cancellation);
            Assert.Null(await Find());
        });
    }

    private async Task InvocationsAsync(string version)
    {
        await steps.DoAsync("invokeFunction sync", async () =>
        {
            var result = await InvokeAsync("{\"prompt\":\"hi\"}", qualifier: "live", withLog: true);
            var lines = Encoding.UTF8.GetString(result.Body.Span).Split('\n');
            Assert.Equal((200, "POST /invoke"), (result.Status, lines[0]));
            Assert.Superset(new HashSet<string>(["A=1", "qualifier=live", $"version={version}", $"request={result.RequestId}", "initialized=yes", "body={\"prompt\":\"hi\"}"]), lines.ToHashSet());
            Assert.Contains("listening on 8000", result.LogTail, StringComparison.Ordinal);
        });
        await steps.DoAsync("invokeFunction async", async () =>
        {
            var left = await _fc.InvokeAsync(Name, new() { IsAsync = true, TaskId = "task-1", Payload = ObjectBody.FromBytes("x"u8.ToArray()) }, cancellation);
            Assert.Equal((202, "task-1", 0L), (left.Status, left.TaskId, left.Length));
        });
        var since = TimeProvider.System.GetUtcNow();
        var filter = new InstanceFilter { Qualifier = "LATEST", WithAllActive = true, Statuses = ["Running", "Frozen"], From = since.AddMinutes(-1), Until = since.AddMinutes(1), Limit = 10 };
        await UntilAsync("the asynchronous invocation has an instance", async () => (await _fc.QueryInstancesAsync(Name, filter, cancellation)).Count > 0);
        await steps.DoAsync("listInstances", async () =>
        {
            var found = Assert.Single(await _fc.QueryInstancesAsync(Name, filter, cancellation));
            Assert.Equal(("LATEST", "0", "OnDemand"), (found.Qualifier, found.VersionId, found.ResourceType));
            Assert.StartsWith("c-", found.InstanceId, StringComparison.Ordinal);
        });
    }

    private async Task TagsAsync()
    {
        async Task HeldAsync(params IReadOnlyList<Operator.Cloud.Tag> expected) => Assert.Equal(expected, (await GetAsync()).Tags!.Order(s_byKey));

        await steps.DoAsync("tagResources", async () =>
        {
            await _fc.TagFunctionAsync(Arn, [new("k1", "v1")], cancellation);
            await HeldAsync(new("k1", "v1"), Managed, Uid);
        });
        await steps.DoAsync("listTagResources", async () =>
            Assert.Equal([new("k1", "v1"), Managed, Uid], (await AllAsync(_fc.ListTagsAsync(Arn, cancellation))).Order(s_byKey)));
        await steps.DoAsync("untagResources", async () =>
        {
            await _fc.UntagFunctionAsync(Arn, ["k1"], cancellation);
            await HeldAsync(Managed, Uid);
        });
    }

    private async Task SwitchAsync()
    {
        await steps.DoAsync("disableFunctionInvocation", async () =>
        {
            await _fc.DisableInvocationAsync(Name, "scale to zero", abortOngoing: true, cancellation);
            Assert.Equal((true, "scale to zero"), ((await GetAsync()).InvocationRestriction is { } found ? (found.Disable, found.Reason) : default));
            Assert.Equal(403, (await Assert.ThrowsAsync<Operator.Cloud.CloudException>(() => InvokeAsync("x"))).Status);
        });
        await steps.DoAsync("enableFunctionInvocation", async () =>
        {
            await _fc.EnableInvocationAsync(Name, cancellation);
            Assert.NotEqual(true, (await GetAsync()).InvocationRestriction?.Disable);
            Assert.EndsWith("body=x", Encoding.UTF8.GetString((await InvokeAsync("x")).Body.Span), StringComparison.Ordinal);
        });
    }

    private async Task RefusalsAsync()
    {
        await steps.DoAsync("getFunction missing", async () => Assert.Null(await _fc.FindFunctionAsync("missing", cancellation)));
        await _fc.CreateFunctionAsync(Container("exists"), cancellation);
        await steps.RefusedAsync("createFunction conflict", "FunctionAlreadyExists", () => _fc.CreateFunctionAsync(Container("exists"), cancellation));
        // Two fault rules of the harness.
        await steps.RefusedAsync("getFunction throttled", "Throttling.User", () => _fc.FindFunctionAsync("throttled", cancellation));
        await steps.RefusedAsync("getFunction 503", "ServiceUnavailable", () => _fc.FindFunctionAsync("unavailable", cancellation));
    }

    private async Task DeletesAsync(string v1)
    {
        await steps.DoAsync("deleteAlias", async () =>
        {
            await _fc.DeleteAliasAsync(Name, "live", cancellation);
            Assert.Null(await _fc.FindAliasAsync(Name, "live", cancellation));
        });
        await steps.DoAsync("deleteTrigger", async () =>
        {
            await _fc.DeleteTriggerAsync(Name, "http", cancellation);
            Assert.Empty(await AllAsync(_fc.ListTriggersAsync(Name, cancellation)));
        });
        await steps.DoAsync("deleteFunctionVersion", async () =>
        {
            await _fc.DeleteVersionAsync(Name, v1, cancellation);
            Assert.Null(await _fc.FindFunctionVersionAsync(Name, v1, cancellation));
        });
        await steps.DoAsync("deleteFunction", async () =>
        {
            await _fc.DeleteFunctionAsync(Name, cancellation);
            Assert.Null(await _fc.FindFunctionAsync(Name, cancellation));
        });
    }

    private async Task BeyondAsync()
    {
        await _fc.PutConcurrencyConfigAsync(Other, 7, cancellation);
        await steps.DoAsync("listConcurrencyConfigs", async () =>
            Assert.Equal(new(7, OtherArn), Assert.Single(await AllAsync(_fc.ListConcurrencyConfigsAsync(null, cancellation)))));
        await _fc.PutProvisionConfigAsync(Other, "LATEST", new() { DefaultTarget = 0, AlwaysAllocateGpu = false }, cancellation);
        await steps.DoAsync("listProvisionConfigs", async () =>
            Assert.Equal((0, false), Assert.Single((await AllAsync(_fc.ListProvisionConfigsAsync(Other, cancellation))).Select(one => (one.DefaultTarget, one.AlwaysAllocateGpu)))));
        await _fc.PutAsyncInvokeConfigAsync(Other, "LATEST", new() { MaxAsyncRetryAttempts = 8 }, cancellation);
        await steps.DoAsync("listAsyncInvokeConfigs", async () =>
            Assert.Equal((8, 86400), Assert.Single((await AllAsync(_fc.ListAsyncInvokeConfigsAsync(Other, cancellation))).Select(one => (one.MaxAsyncRetryAttempts, one.MaxAsyncEventAgeInSeconds)))));
        await steps.DoAsync("changeResourceGroup", async () =>
        {
            await _fc.ChangeResourceGroupAsync(OtherArn, "rg-2", cancellation);
            Assert.Equal("rg-2", (await GetAsync(Other)).ResourceGroupId);
        });
        await steps.DoAsync("describeRegions", async () => Assert.Equal(Actor.Region, Assert.Single(await _fc.ListRegionsAsync(cancellation)).RegionId));

        // We deploy containers: a function from a zip is somebody else's work.
        var zip = await actor.Stage.AddZippedFunctionAsync("plain", cancellation);
        await steps.DoAsync("getFunctionCode", async () =>
            Assert.Equal(zip, await actor.Stage.DownloadAsync((await _fc.FindFunctionCodeAsync("plain", "LATEST", cancellation))!.Url!, cancellation)));
    }

    private Task<InvocationResult> InvokeAsync(string payload, string? qualifier = null, bool withLog = false) =>
        _fc.InvokeAsync(Name, new() { Qualifier = qualifier, WithLogTail = withLog, Payload = ObjectBody.FromBytes(Encoding.UTF8.GetBytes(payload)) }, cancellation);
}
