using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Sonde.Emulator.Tests;

public sealed class AdminTests
{
    [Fact]
    public async Task Every_service_tells_its_operations()
    {
        await using var cloud = await Cloud.StartAsync();

        var all = (await cloud.Client.Plain.GetFromJsonAsync<JsonObject>("/_emulator/operations"))!;

        Assert.Equal(["fc", "oss", "arms", "sts", "prometheus", "trigger"], all.Select(service => service.Key));
        Assert.Equal(["AssumeRole", "AssumeRoleWithOIDC", "GetCallerIdentity"], all["sts"]!.AsArray().Select(name => name!.GetValue<string>()));
    }

    [Fact]
    public async Task The_journal_tells_every_request_with_who_and_what_came_of_it()
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat");
        await cloud.Client.FcAsync("GET", "functions/absent");

        var entries = (await JournalAsync(cloud)).AsArray();

        Assert.Equal(["CreateFunction", "GetFunction"], entries.Select(entry => entry!["operation"]!.GetValue<string>()));
        Assert.Equal((404, "FunctionNotFound", "1234567890123456"), (entries[1]!["status"]!.GetValue<int>(), entries[1]!["code"]!.GetValue<string>(), entries[1]!["account"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_journal_tells_headers_that_carry_meaning_and_the_hash_of_content_that_it_does_not_show()
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.Client.Plain.PostAsync("/_emulator/seed", JsonContent.Create(new { buckets = new[] { new { name = "models" } } }))).EnsureSuccessStatusCode();
        (await cloud.Client.OssAsync("PUT", "/models/mine", [1])).Ok();
        await cloud.CreateAsync("chat");

        var entries = (await JournalAsync(cloud)).AsArray();

        Assert.Equal("<1 bytes>", entries[0]!["body"]!.GetValue<string>());
        Assert.Equal("4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a", entries[0]!["bodySha256"]!.GetValue<string>());
        Assert.Equal("", entries[1]!["bodySha256"]!.GetValue<string>());
        Assert.StartsWith("application/json", entries[1]!["headers"]!["content-type"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.All(entries, entry => Assert.DoesNotContain(entry!["headers"]!.AsObject(), header => header.Key is "authorization" or "x-oss-date" or "x-acs-signature-nonce"));
    }

    [Fact]
    public async Task Pages_hold_no_more_than_the_setting_whatever_was_asked_for()
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("a");
        await cloud.CreateAsync("b");
        (await cloud.Client.Plain.PutAsJsonAsync("/_emulator/settings", JsonNode.Parse("""{"largestPage":1}"""))).EnsureSuccessStatusCode();

        var page = (await cloud.Client.FcAsync("GET", "functions?limit=100")).Ok().Json;

        Assert.Single(page["functions"]!.AsArray());
        Assert.NotEqual("", page["nextToken"]!.GetValue<string>());
    }

    [Fact]
    public async Task Secrets_are_not_in_the_journal()
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat", function =>
        {
            function["environmentVariables"] = JsonNode.Parse("""{"SONDE_METRICS_PASSWORD":"hush-1","ANYTHING":"fakeSecretFakeSecretFakeSecret01","PLAIN":"seen"}""");
            function["customContainerConfig"]!["registryConfig"] = JsonNode.Parse("""{"authConfig":{"userName":"u","password":"hush-2 \" more"}}""");
        });
        await cloud.Client.FormAsync("2019-08-08", "CreateGrafanaWorkspace", ("RegionId", "cn-hangzhou"), ("Password", "hush-3"));
        cloud.Client.Token = "CAISfakeSecurityToken/with+plus==";
        await cloud.Client.FcAsync("GET", "functions");

        var journal = (await JournalAsync(cloud)).ToJsonString();

        Assert.Contains("seen", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("fakeSecretFake", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("CAISfake", journal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_inventory_is_empty_but_for_what_was_seeded_when_all_is_deleted()
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.Client.Plain.PostAsync("/_emulator/seed", JsonContent.Create(new { buckets = new[] { new { name = "models", objects = new[] { new { key = "q/", text = "" } } } } }))).EnsureSuccessStatusCode();
        await cloud.CreateAsync("chat", f => f["tags"] = JsonNode.Parse("""[{"Key":"owner","Value":"me"}]"""));
        var id = await ArmsTests.CreateAsync(cloud);
        (await cloud.Client.OssAsync("PUT", "/models/mine", [1])).Ok();

        var full = (await cloud.Client.Plain.GetFromJsonAsync<JsonObject>("/_emulator/inventory"))!;
        Assert.Equal("me", full["fc"]!["functions"]![0]!["tags"]!["owner"]!.GetValue<string>());
        Assert.Equal("8b5f", full["arms"]!["instances"]![0]!["tags"]!["uid"]!.GetValue<string>());

        (await cloud.Client.FcAsync("DELETE", "functions/chat")).Ok();
        (await cloud.Client.ArmsAsync("UninstallPromCluster", ("ClusterId", id))).Ok();
        (await cloud.Client.OssAsync("DELETE", "/models/mine")).Ok();

        var after = (await cloud.Client.Plain.GetFromJsonAsync<JsonObject>("/_emulator/inventory"))!;
        Assert.Empty(after["fc"]!["functions"]!.AsArray());
        Assert.Empty(after["arms"]!["instances"]!.AsArray());
        Assert.All(after["oss"]!["buckets"]![0]!["objects"]!.AsArray(), item => Assert.True(item!["seeded"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task A_person_can_change_a_function_behind_everybodys_back()
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat");

        using var answer = await cloud.Client.Plain.PutAsJsonAsync("/_emulator/as/1234567890123456/2023-03-30/functions/chat", new { timeout = 99 });

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(99, (await cloud.Client.FcAsync("GET", "functions/chat")).Json["timeout"]!.GetValue<int>());
        Assert.Equal("console", (await JournalAsync(cloud))[1]!["accessKeyId"]!.GetValue<string>());
    }

    [Fact]
    public async Task Faults_are_put_in_force_and_taken_out_over_HTTP()
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.Client.Plain.PostAsync("/_emulator/faults", new StringContent("""[{"service":"fc","mode":"before","status":500}]"""))).EnsureSuccessStatusCode();

        Assert.Equal(500, (await cloud.Client.FcAsync("GET", "functions")).Status);
        (await cloud.Client.Plain.DeleteAsync("/_emulator/faults")).EnsureSuccessStatusCode();
        Assert.Equal(200, (await cloud.Client.FcAsync("GET", "functions")).Status);
    }

    [Fact]
    public async Task A_fault_with_a_member_that_no_rule_has_is_refused()
    {
        await using var cloud = await Cloud.StartAsync();

        using var answer = await cloud.Client.Plain.PostAsync("/_emulator/faults", new StringContent("""{"staus":500}"""));

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("staus", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clock_can_be_moved()
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.Client.Plain.PutAsJsonAsync("/_emulator/clock", new { advanceMilliseconds = 16 * 60 * 1000 })).EnsureSuccessStatusCode();

        Assert.Equal((400, "InvalidTimeStamp.Expired"), (await cloud.Client.FcAsync("GET", "functions")).Error);
    }

    private static async Task<JsonNode> JournalAsync(Cloud cloud) => (await cloud.Client.Plain.GetFromJsonAsync<JsonNode>("/_emulator/journal"))!;
}
