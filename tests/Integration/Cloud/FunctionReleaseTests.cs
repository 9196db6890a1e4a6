using System.IO.Compression;
using System.Net.Http.Json;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Integration.Cloud;

/// <summary>Versions, aliases, async configs, and what concerns the account.</summary>
public sealed class FunctionReleaseTests : IAsyncLifetime
{
    private static readonly NewFunction s_new = new()
    {
        FunctionName = "llm",
        Runtime = "custom-container",
        Handler = "handler",
        Description = "one",
        CustomContainerConfig = new() { Image = "registry-vpc.cn-hangzhou.aliyuncs.com/ns/vllm:v1", Port = 9000 },
    };

    private EmulatedCloud _emulated = null!;
    private Function _function = null!;

    private IFunctionCompute Functions => _emulated.Cloud.Functions;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _emulated = await EmulatedCloud.StartAsync(new() { PendingFor = TimeSpan.Zero, UpdateFor = TimeSpan.Zero });
        _function = await Functions.CreateFunctionAsync(s_new, Cancellation);
    }

    public ValueTask DisposeAsync() => _emulated.DisposeAsync();

    [Fact]
    public async Task A_version_keeps_what_the_function_was()
    {
        Assert.Empty(await AllAsync(Functions.ListVersionsAsync("llm", Cancellation)));
        var first = await Functions.PublishVersionAsync("llm", "gen 1", Cancellation);
        await Functions.UpdateFunctionAsync("llm", new() { Description = "two" }, Cancellation);
        var second = await Functions.PublishVersionAsync("llm", null, Cancellation);

        Assert.Equal("one", (await Functions.FindFunctionVersionAsync("llm", first.VersionId, Cancellation))!.Description);
        Assert.Equal("two", (await Functions.FindFunctionVersionAsync("llm", second.VersionId, Cancellation))!.Description);
        Assert.Equal([second.VersionId, first.VersionId], (await AllAsync(Functions.ListVersionsAsync("llm", Cancellation))).Select(version => version.VersionId));
        Assert.Equal("gen 1", first.Description);

        await Functions.DeleteVersionAsync("llm", first.VersionId, Cancellation);
        await Functions.DeleteVersionAsync("llm", first.VersionId, Cancellation);
        Assert.Null(await Functions.FindFunctionVersionAsync("llm", first.VersionId, Cancellation));
    }

    [Fact]
    public async Task Versions_beyond_a_page_are_listed_from_the_newest()
    {
        for (var i = 0; i < 120; i++)
            await Functions.PublishVersionAsync("llm", $"{i}", Cancellation);

        Assert.Equal(Enumerable.Range(0, 120).Reverse().Select(i => $"{i}"), (await AllAsync(Functions.ListVersionsAsync("llm", Cancellation))).Select(version => version.Description!));
    }

    [Fact]
    public async Task An_alias_lives_from_create_to_delete()
    {
        var (first, second) = (await Functions.PublishVersionAsync("llm", null, Cancellation), await Functions.PublishVersionAsync("llm", null, Cancellation));
        Assert.Null(await Functions.FindAliasAsync("llm", "live", Cancellation));

        await Functions.CreateAliasAsync(
            "llm", new() { AliasName = "live", VersionId = first.VersionId, AdditionalVersionWeight = new Dictionary<string, decimal> { [second.VersionId] = 0.1m } }, Cancellation);
        Assert.Equal(0.1m, (await Functions.FindAliasAsync("llm", "live", Cancellation))!.AdditionalVersionWeight![second.VersionId]);
        Assert.NotEqual(CloudErrorKind.NotFound, await KindAsync(() => Functions.DeleteVersionAsync("llm", second.VersionId, Cancellation)));
        Assert.Equal(CloudErrorKind.AlreadyExists, await KindAsync(() => Functions.CreateAliasAsync("llm", new() { AliasName = "live", VersionId = first.VersionId }, Cancellation)));

        await Functions.UpdateAliasAsync("llm", "live", new() { VersionId = second.VersionId, AdditionalVersionWeight = new Dictionary<string, decimal>() }, Cancellation);
        var alias = Assert.Single(await AllAsync(Functions.ListAliasesAsync("llm", "li", Cancellation)));
        Assert.Equal(second.VersionId, alias.VersionId);
        Assert.Empty(alias.AdditionalVersionWeight!);
        Assert.Empty(await AllAsync(Functions.ListAliasesAsync("llm", "other", Cancellation)));

        await Functions.DeleteAliasAsync("llm", "live", Cancellation);
        await Functions.DeleteAliasAsync("llm", "live", Cancellation);
        Assert.Empty(await AllAsync(Functions.ListAliasesAsync("llm", null, Cancellation)));
        Assert.Empty(await AllAsync(Functions.ListAliasesAsync("none", null, Cancellation)));
    }

    [Fact]
    public async Task An_async_config_is_put_found_listed_and_deleted()
    {
        const string Queue = "acs:mns:cn-hangzhou:1234567890123456:/queues/q/messages";
        Assert.Null(await Functions.FindAsyncInvokeConfigAsync("llm", "LATEST", Cancellation));

        await Functions.PutAsyncInvokeConfigAsync(
            "llm", "LATEST", new() { AsyncTask = true, MaxAsyncRetryAttempts = 0, MaxAsyncEventAgeInSeconds = 3600, DestinationConfig = new() { OnFailure = new() { Destination = Queue } } }, Cancellation);

        var found = (await Functions.FindAsyncInvokeConfigAsync("llm", "LATEST", Cancellation))!;
        Assert.Equal((true, 0, 3600, Queue), (found.AsyncTask, found.MaxAsyncRetryAttempts, found.MaxAsyncEventAgeInSeconds, found.DestinationConfig!.OnFailure!.Destination));
        Assert.Equal($"{_function.FunctionArn}/LATEST", Assert.Single(await AllAsync(Functions.ListAsyncInvokeConfigsAsync(null, Cancellation))).FunctionArn);
        Assert.Empty(await AllAsync(Functions.ListAsyncInvokeConfigsAsync("none", Cancellation)));

        await Functions.DeleteAsyncInvokeConfigAsync("llm", "LATEST", Cancellation);
        await Functions.DeleteAsyncInvokeConfigAsync("llm", "LATEST", Cancellation);
        Assert.Null(await Functions.FindAsyncInvokeConfigAsync("llm", "LATEST", Cancellation));
    }

    [Fact]
    public async Task Functions_are_filtered_by_what_they_are()
    {
        await Functions.CreateFunctionAsync(
            s_new with { FunctionName = "gpu", Description = "two", Cpu = 8, MemorySize = 32768, GpuConfig = new() { GpuType = "fc.gpu.tesla.1", GpuMemorySize = 16384 } }, Cancellation);
        await Functions.ChangeResourceGroupAsync(_function.FunctionArn!, "rg-other", Cancellation);

        Assert.Equal(["gpu"], await NamesAsync(new() { GpuType = "fc.gpu.tesla.1" }));
        Assert.Equal(["llm"], await NamesAsync(new() { Description = "one" }));
        Assert.Equal(["llm"], await NamesAsync(new() { FunctionName = "llm" }));
        Assert.Equal(["llm"], await NamesAsync(new() { ResourceGroupId = "rg-other" }));
        Assert.Equal(["gpu", "llm"], await NamesAsync(new() { Runtime = "custom-container", FcVersion = "v3" }));
        Assert.Empty(await NamesAsync(new() { FcVersion = "v2" }));
    }

    [Fact]
    public async Task Triggers_are_filtered_by_prefix()
    {
        await Functions.CreateTriggerAsync("llm", new() { TriggerName = "http", TriggerType = "http", TriggerConfig = new HttpTriggerConfig { AuthType = "anonymous", Methods = ["GET"] }.ToText() }, Cancellation);

        Assert.Single(await AllAsync(Functions.ListTriggersAsync("llm", "h", Cancellation)));
        Assert.Empty(await AllAsync(Functions.ListTriggersAsync("llm", "x", Cancellation)));
    }

    [Fact]
    public async Task The_code_of_a_function_is_fetched_from_where_it_is_said_to_lie_and_a_container_has_none()
    {
        var package = Zip();
        using var http = new HttpClient { BaseAddress = _emulated.Server.Url };
        using var made = await http.PostAsJsonAsync(
            new Uri($"/_emulator/as/{EmulatedCloud.AccountId}/2023-03-30/functions", UriKind.Relative),
            new { functionName = "script", runtime = "python3.12", handler = "index.handler", code = new { zipFile = Convert.ToBase64String(package) } }, Cancellation);
        made.EnsureSuccessStatusCode();

        var code = (await Functions.FindFunctionCodeAsync("script", null, Cancellation))!;

        Assert.Equal(package, await http.GetByteArrayAsync(new Uri(code.Url!), Cancellation));
        Assert.False(string.IsNullOrEmpty(code.Checksum));
        Assert.Null(await Functions.FindFunctionCodeAsync("none", null, Cancellation));
        Assert.Equal(CloudErrorKind.Invalid, await KindAsync(() => Functions.FindFunctionCodeAsync("llm", null, Cancellation)));
    }

    [Fact]
    public async Task The_region_is_among_those_that_have_the_service() =>
        Assert.Contains(await Functions.ListRegionsAsync(Cancellation), region => region.RegionId == "cn-hangzhou");

    private static byte[] Zip()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry("index.py");
        return memory.ToArray();
    }

    private async Task<IEnumerable<string>> NamesAsync(FunctionFilter filter) => (await AllAsync(Functions.ListFunctionsAsync(filter, Cancellation))).Select(function => function.FunctionName);

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items)
            all.Add(item);
        return all;
    }

    private static async Task<CloudErrorKind> KindAsync(Func<Task> call) => (await Assert.ThrowsAsync<CloudException>(call)).Kind;
}
