using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Sonde.Emulator.Limits;

namespace Sonde.Emulator.Tests;

public sealed class RateLimitTests
{
    [Fact]
    public async Task Nobody_is_limited_unless_asked_for()
    {
        await using var cloud = await Cloud.StartAsync();

        for (var call = 0; call < 50; call++)
            (await cloud.Client.FcAsync("GET", "functions")).Ok();
    }

    [Fact]
    public async Task A_burst_passes_and_then_calls_pass_as_fast_as_the_limit_says()
    {
        await using var cloud = await Cloud.StartAsync(options => options with { RateLimits = new Dictionary<string, RateLimit> { ["fc"] = new(0.5, 2) } });

        Assert.Equal([200, 200, 429], await StatusesAsync(cloud, 3));
        cloud.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([200, 429], await StatusesAsync(cloud, 2));
    }

    [Fact]
    public async Task A_call_too_many_is_told_when_to_come_back()
    {
        await using var cloud = await Cloud.StartAsync(options => options with { RateLimits = new Dictionary<string, RateLimit> { ["fc"] = new(0.25, 1), ["oss"] = new(0.25, 1) } });
        await cloud.Client.FcAsync("GET", "functions");
        await cloud.Client.OssAsync("GET", "/");

        var functions = await cloud.Client.FcAsync("GET", "functions");
        var objects = await cloud.Client.OssAsync("GET", "/");

        Assert.Equal((429, "Throttling.User"), functions.Error);
        Assert.Equal("4000", functions.Headers["x-acs-retry-after"]);
        Assert.Equal((503, "QpsLimitExceeded"), objects.Error);
        Assert.Equal("4", objects.Headers["retry-after"]);
    }

    [Fact]
    public async Task Accounts_and_services_have_limits_of_their_own()
    {
        await using var cloud = await Cloud.StartAsync(options => options with { RateLimits = new Dictionary<string, RateLimit> { ["fc"] = new(1, 1) } });
        (await cloud.Client.Plain.PostAsync("/_emulator/seed", JsonContent.Create(new { accounts = new[] { new { id = "2222222222222222", accessKeys = new[] { new { id = "LTAIother", secret = "other-secret" } } } } }))).EnsureSuccessStatusCode();
        Assert.Equal([200, 429], await StatusesAsync(cloud, 2));

        Assert.Equal(200, (await cloud.Client.ArmsAsync("ListPrometheusInstances", ("ShowGlobalView", "false"))).Status);
        (cloud.Client.KeyId, cloud.Client.Secret) = ("LTAIother", "other-secret");
        Assert.Equal(200, (await cloud.Client.FcAsync("GET", "functions")).Status);
    }

    [Fact]
    public async Task Limits_are_switched_on_and_off_over_HTTP()
    {
        await using var cloud = await Cloud.StartAsync();

        (await cloud.Client.Plain.PutAsJsonAsync("/_emulator/settings", JsonNode.Parse("""{"rateLimits":{"fc":{"qps":1,"burst":2}}}"""))).EnsureSuccessStatusCode();
        Assert.Equal([200, 200, 429], await StatusesAsync(cloud, 3));
        Assert.Equal("""{"fc":{"qps":1,"burst":2}}""", (await cloud.Client.Plain.GetFromJsonAsync<JsonObject>("/_emulator/settings"))!["rateLimits"]!.ToJsonString());
        (await cloud.Client.Plain.PutAsJsonAsync("/_emulator/settings", JsonNode.Parse("""{"rateLimits":{}}"""))).EnsureSuccessStatusCode();
        Assert.Equal([200, 200, 200], await StatusesAsync(cloud, 3));
    }

    [Theory]
    [InlineData("""{"rateLimits":{"ecs":{"qps":1}}}""", "'rateLimits.ecs' is of no service")]
    [InlineData("""{"rateLimits":{"fc":5}}""", "'rateLimits.fc' must be an object with qps and burst")]
    [InlineData("""{"rateLimits":{"fc":{"qps":0}}}""", "'rateLimits.fc.qps' must be a number above 0")]
    [InlineData("""{"rateLimits":{"fc":{"qps":1,"burst":0}}}""", "'rateLimits.fc.burst' must be a number of 1 or more")]
    [InlineData("""{"rateLimits":[]}""", "'rateLimits' must be an object of services")]
    [InlineData("""{"listLagMilliseconds":"soon"}""", "'listLagMilliseconds' must be a number of 0 or more")]
    [InlineData("""{"listLagMilliseconds":5,"shuffleLists":1}""", "'shuffleLists' must be true or false")]
    [InlineData("""{"lag":1}""", "setting 'lag' is not known")]
    public async Task A_bad_setting_is_told_by_its_name_and_nothing_is_changed(string settings, string words)
    {
        await using var cloud = await Cloud.StartAsync();
        var before = await cloud.Client.Plain.GetStringAsync("/_emulator/settings");

        using var answer = await cloud.Client.Plain.PutAsJsonAsync("/_emulator/settings", JsonNode.Parse(settings));

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(words, (await answer.Content.ReadFromJsonAsync<JsonObject>())!["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(before, await cloud.Client.Plain.GetStringAsync("/_emulator/settings"));
    }

    [Theory]
    [InlineData("100", 100, 100)]
    [InlineData("0.5", 0.5, 1)]
    [InlineData("100/250", 100, 250)]
    public void A_limit_is_written_as_rate_and_burst(string text, double qps, int burst) => Assert.Equal(new RateLimit(qps, burst), RateLimit.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("1/0")]
    [InlineData("1/2/3")]
    public void What_is_no_limit_is_none(string text) => Assert.Null(RateLimit.Parse(text));

    private static async Task<List<int>> StatusesAsync(Cloud cloud, int calls)
    {
        List<int> statuses = [];
        for (var call = 0; call < calls; call++)
            statuses.Add((await cloud.Client.FcAsync("GET", "functions")).Status);
        return statuses;
    }
}
