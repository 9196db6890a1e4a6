using System.Text.Json.Nodes;

namespace Sonde.Emulator.Tests;

/// <summary>Habits of the real services that catch careless clients.</summary>
public sealed class HabitTests
{
    private const string OtherGpu = """{"gpuConfig":{"gpuType":"fc.gpu.ada.2","gpuMemorySize":24576}}""";

    /// <summary>What is set up first; what is then asked for; how it is refused.</summary>
    public static TheoryData<string, string, string, string, int, string> Orders => new()
    {
        { "PUT functions/chat/provision-config?qualifier=LATEST", """{"defaultTarget":1}""", "PUT functions/chat", OtherGpu, 409, "ProvisionConfigExist" },
        { "PUT functions/chat/scaling-config?qualifier=LATEST", """{"minInstances":1}""", "PUT functions/chat", OtherGpu, 409, "ResidentScalingConfigExists" },
        { "PUT functions/chat/provision-config?qualifier=LATEST", """{"defaultTarget":1}""", "PUT functions/chat/scaling-config?qualifier=LATEST", """{"minInstances":1}""", 409, "ProvisionConfigExist" },
        { "PUT functions/chat/scaling-config?qualifier=LATEST", """{"minInstances":1}""", "PUT functions/chat/provision-config?qualifier=LATEST", """{"defaultTarget":1}""", 409, "ResidentScalingConfigExists" },
        { "POST functions/chat/triggers", """{"triggerName":"http","triggerType":"http","triggerConfig":"{\"methods\":[\"GET\"]}"}""", "DELETE functions/chat", "", 409, "FunctionNotEmpty" },
        { "POST functions/chat/versions", "{}", "PUT functions/chat/scaling-config?qualifier=1", """{"minInstances":1}""", 400, "InvalidArgument" },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task What_was_set_up_first_stands_in_the_way(string first, string firstBody, string second, string secondBody, int status, string code)
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat");
        (await SendAsync(cloud, first, firstBody)).Ok();

        Assert.Equal((status, code), (await SendAsync(cloud, second, secondBody)).Error);
    }

    [Theory]
    [InlineData("fc")]
    [InlineData("oss")]
    [InlineData("arms")]
    public async Task A_list_lags_behind_a_create_as_long_as_it_is_told_to(string service)
    {
        await using var cloud = await Cloud.StartAsync(options => options with { ListLag = TimeSpan.FromSeconds(3) });
        cloud.World.Buckets.Write("1234567890123456", "models", "old", new byte[] { 1 });
        cloud.Clock.Advance(TimeSpan.FromSeconds(3));
        var name = await CreateAsync(cloud, service);

        Assert.DoesNotContain(name, await ListAsync(cloud, service), StringComparison.Ordinal);
        cloud.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Contains(name, await ListAsync(cloud, service), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fc", "abc")]
    [InlineData("fc", "YWJj")]
    [InlineData("oss", "abc")]
    [InlineData("oss", "YWJj")]
    public async Task A_token_of_a_next_page_that_the_service_did_not_give_is_refused(string service, string token)
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.World.Buckets.Write("1234567890123456", "models", "old", new byte[] { 1 });

        var reply = service == "fc"
            ? await cloud.Client.FcAsync("GET", $"functions?nextToken={token}")
            : await cloud.Client.OssAsync("GET", $"/models/?list-type=2&continuation-token={token}");

        Assert.Equal((400, "InvalidArgument"), reply.Error);
    }

    [Fact]
    public async Task A_page_that_begins_at_a_deleted_function_goes_on_behind_it()
    {
        await using var cloud = await Cloud.StartAsync();
        foreach (var name in new[] { "a", "b", "c" })
            (await cloud.CreateAsync(name)).Ok();
        var token = (await cloud.Client.FcAsync("GET", "functions?limit=2")).Ok().Json["nextToken"]!.GetValue<string>();
        (await cloud.Client.FcAsync("DELETE", "functions/b")).Ok();

        var next = (await cloud.Client.FcAsync("GET", $"functions?limit=2&nextToken={Uri.EscapeDataString(token)}")).Ok().Json;

        Assert.Equal(["c"], next["functions"]!.AsArray().Select(one => one!["functionName"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("fc", "x-fc-request-id")]
    [InlineData("oss", "x-oss-request-id")]
    [InlineData("arms", "x-acs-request-id")]
    public async Task Every_answer_has_a_request_id_and_a_refusal_repeats_it_in_its_body(string service, string header)
    {
        await using var cloud = await Cloud.StartAsync();

        var refused = service switch
        {
            "fc" => await cloud.Client.FcAsync("GET", "functions/absent"),
            "oss" => await cloud.Client.OssAsync("GET", "/absent/key"),
            _ => await cloud.Client.ArmsAsync("GetPrometheusInstance", ("ClusterId", "rw-absent")),
        };

        Assert.Equal(404, refused.Status);
        Assert.Contains(refused.Headers[header], refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nonce_is_forgotten_when_the_emulator_is_told_to_forget()
    {
        await using var cloud = await Cloud.StartAsync();
        var request = Recording.Of("fc").First(one => one.Method == "GET");
        async Task<int> ReplayAsync()
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, request.Target);
            foreach (var (name, value) in request.Headers)
                message.Headers.TryAddWithoutValidation(name, value);
            using var answer = await cloud.Client.Plain.SendAsync(message);
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
            return body?["Code"]?.ToString() == "SignatureNonceUsed" ? 400 : 0;
        }

        cloud.Clock.AdjustTime(Recording.Clock);
        Assert.Equal(0, await ReplayAsync());
        Assert.Equal(400, await ReplayAsync());
        (await cloud.Client.Plain.DeleteAsync("/_emulator/nonces")).EnsureSuccessStatusCode();
        Assert.Equal(0, await ReplayAsync());
    }

    private static Task<Reply> SendAsync(Cloud cloud, string call, string body) =>
        cloud.Client.FcAsync(call.Split(' ')[0], call.Split(' ')[1], body.Length > 0 ? JsonNode.Parse(body) : null);

    private static async Task<string> CreateAsync(Cloud cloud, string service)
    {
        if (service == "arms")
            return await ArmsTests.CreateAsync(cloud);
        (service == "fc" ? await cloud.CreateAsync("created") : await cloud.Client.OssAsync("PUT", "/models/created", [1])).Ok();
        return "created";
    }

    private static async Task<string> ListAsync(Cloud cloud, string service) => (service switch
    {
        "fc" => await cloud.Client.FcAsync("GET", "functions"),
        "oss" => await cloud.Client.OssAsync("GET", "/models/?list-type=2"),
        _ => await cloud.Client.ArmsAsync("ListPrometheusInstances", ("ShowGlobalView", "false")),
    }).Ok().Text;
}
