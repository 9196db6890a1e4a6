using System.Text.Json.Nodes;
using Sonde.Emulator.Faults;

namespace Sonde.Emulator.Tests;

/// <summary>Every mode of a fault at every signed service, seen by a client, with what the journal says of it.</summary>
public sealed class FaultMatrixTests
{
    public static TheoryData<string, FaultMode> BrokenAnswers => new(
        from service in new[] { "fc", "oss", "arms", "sts" }
        from mode in new[] { FaultMode.Reset, FaultMode.AfterWork, FaultMode.ResetInBody, FaultMode.WrongLength }
        select (service, mode));

    [Theory]
    [MemberData(nameof(BrokenAnswers))]
    public async Task A_connection_breaks_once_and_the_journal_tells_whether_the_work_was_done(string service, FaultMode mode)
    {
        await using var cloud = await StartAsync();
        cloud.Server.Faults.Add(new FaultRule { Service = service, Mode = mode, Count = 1 });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync(cloud, service));
        Assert.Equal(200, (await AskAsync(cloud, service)).Status);

        var noted = (JsonArray)JsonNode.Parse(await cloud.Client.Plain.GetStringAsync($"/_emulator/journal?service={service}"))!;
        Assert.Equal(mode == FaultMode.Reset ? (0, "fault:reset") : (200, ""), (noted[^2]!["status"]!.GetValue<int>(), noted[^2]!["code"]!.GetValue<string>()));
    }

    /// <summary>Service, status and waiting time of a rule; code, and header and value of the answer.</summary>
    public static TheoryData<string, int, int?, string, string, string> Refusals => new()
    {
        { "fc", 429, 3, "Throttling.User", "x-acs-retry-after", "3000" },
        { "fc", 429, null, "Throttling.User", "x-acs-retry-after", "" },
        { "fc", 500, null, "InternalServerError", "x-acs-retry-after", "" },
        { "fc", 503, 7, "ServiceUnavailable", "x-acs-retry-after", "7000" },
        { "arms", 429, 3, "Throttling.User", "x-acs-retry-after", "3000" },
        { "arms", 503, null, "ServiceUnavailable", "x-acs-retry-after", "" },
        { "sts", 429, 1, "Throttling.User", "x-acs-retry-after", "1000" },
        { "oss", 503, 3, "ServiceUnavailable", "retry-after", "3" },
        { "oss", 500, null, "InternalError", "retry-after", "" },
        { "oss", 403, null, "AccessDenied", "retry-after", "" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_has_the_words_of_its_service_and_asks_to_wait_only_when_told_to(string service, int status, int? wait, string code, string header, string value)
    {
        await using var cloud = await StartAsync();
        cloud.Server.Faults.Add(new FaultRule { Service = service, Status = status, RetryAfter = wait });

        var reply = await AskAsync(cloud, service);

        Assert.Equal((status, code), reply.Error);
        Assert.Equal(value, reply.Headers.GetValueOrDefault(header, ""));
    }

    [Theory]
    [InlineData("fc", "InvalidSecurityToken.Expired")]
    [InlineData("arms", "InvalidSecurityToken.Expired")]
    [InlineData("sts", "InvalidSecurityToken.Expired")]
    [InlineData("oss", "SecurityTokenExpired")]
    public async Task A_token_expires_by_rule_and_by_the_clock_in_the_same_words(string service, string code)
    {
        await using var cloud = await StartAsync();
        cloud.Server.Faults.Add(new FaultRule { Service = service, Mode = FaultMode.ExpiredToken, Count = 1 });
        Assert.Equal((403, code), (await AskAsync(cloud, service)).Error);

        var key = cloud.World.Accounts.IssueFor("acs:ram::1234567890123456:role/fc-llm", TimeSpan.FromMinutes(15))!;
        (cloud.Client.KeyId, cloud.Client.Secret, cloud.Client.Token) = (key.Id, key.Secret, key.SecurityToken);
        Assert.Equal(200, (await AskAsync(cloud, service)).Status);
        cloud.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal((403, code), (await AskAsync(cloud, service)).Error);
    }

    [Theory]
    [InlineData("ram:PassRole", true, false)]
    [InlineData("fc:CreateFunction", true, true)]
    [InlineData("fc:*", true, true)]
    [InlineData("fc:UpdateFunction", false, false)]
    public async Task A_missing_permission_stops_what_needs_it(string action, bool withRole, bool withoutRole)
    {
        await using var cloud = await StartAsync();
        cloud.Server.Faults.Add(new FaultRule { Mode = FaultMode.Deny, Action = action });

        var given = await cloud.CreateAsync("given", f => f["role"] = "acs:ram::1234567890123456:role/fc-llm");
        var plain = await cloud.CreateAsync("plain");

        Assert.Equal((withRole ? 403 : 200, withoutRole ? 403 : 200), (given.Status, plain.Status));
        if (withRole)
            Assert.Contains(action.EndsWith('*') ? "fc:CreateFunction" : action, given.Json["Message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_with_tags_needs_the_permission_to_tag()
    {
        await using var cloud = await StartAsync();
        cloud.Server.Faults.Add(new FaultRule { Mode = FaultMode.Deny, Action = "oss:PutObjectTagging" });

        var tagged = await cloud.Client.OssAsync("PUT", "/b-1/tagged", [1], ("x-oss-tagging", "a=1"));

        Assert.Equal((403, "AccessDenied"), tagged.Error);
        Assert.Equal("oss:PutObjectTagging", tagged.Xml.Element("AuthAction")!.Value);
        Assert.Equal(200, (await cloud.Client.OssAsync("PUT", "/b-1/plain", [1])).Status);
    }

    [Fact]
    public async Task A_file_and_HTTP_draw_the_same_hits_from_the_same_seed()
    {
        const string Rule = """{"operation":"ListFunctions","status":500,"probability":0.3,"seed":11}""";
        var file = Path.Combine(Path.GetTempPath(), $"faults-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, Rule);
        try
        {
            await using var byFile = await Cloud.StartAsync(options => options with { FaultsFile = file });
            await using var byHttp = await Cloud.StartAsync();
            await using var other = await Cloud.StartAsync();
            (await byHttp.Client.Plain.PostAsync("/_emulator/faults", new StringContent(Rule))).EnsureSuccessStatusCode();
            (await other.Client.Plain.PostAsync("/_emulator/faults", new StringContent(Rule.Replace("11", "12", StringComparison.Ordinal)))).EnsureSuccessStatusCode();

            var hits = await HitsAsync(byFile);
            Assert.Equal(hits, await HitsAsync(byHttp));
            Assert.NotEqual(hits, await HitsAsync(other));
            Assert.InRange(hits.Count(hit => hit), 5, 25);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<List<bool>> HitsAsync(Cloud cloud)
    {
        List<bool> hits = [];
        for (var call = 0; call < 50; call++)
            hits.Add((await cloud.Client.FcAsync("GET", "functions")).Status == 500);
        return hits;
    }

    private static async Task<Cloud> StartAsync()
    {
        var cloud = await Cloud.StartAsync();
        (await cloud.Client.OssAsync("PUT", "/b-1/")).Ok();
        (await cloud.Client.OssAsync("PUT", "/b-1/k", "0123456789"u8.ToArray())).Ok();
        return cloud;
    }

    private static Task<Reply> AskAsync(Cloud cloud, string service) => service switch
    {
        "fc" => cloud.Client.FcAsync("GET", "functions"),
        "oss" => cloud.Client.OssAsync("GET", "/b-1/k"),
        "arms" => cloud.Client.ArmsAsync("ListPrometheusInstances", ("ShowGlobalView", "false")),
        _ => cloud.Client.RpcAsync("2015-04-01", "GetCallerIdentity"),
    };
}
