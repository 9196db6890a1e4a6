using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sonde.Emulator.Tests;

public sealed class FaultReaderTests
{
    public static TheoryData<string, string> Bad => new()
    {
        { "", "fault rules are not valid JSON" },
        { "{", "fault rules are not valid JSON" },
        { "7", "rule 1: must be a JSON object" },
        { """[{"status":500},null]""", "rule 2: must be a JSON object" },
        { """{"staus":500}""", "rule 1: 'staus' is not a member of a rule: there are service, operation," },
        { """{"status":"500"}""", "rule 1: 'status' must be a whole number" },
        { """{"status":null}""", "rule 1: 'status' must be a whole number, or be left out" },
        { """{"status":200}""", "rule 1: 'status' is 200: write 400 to 599" },
        { """{"mode":"befor"}""", "rule 1: 'mode' must be one of before, afterWork, reset," },
        { """{}""", "rule 1: does nothing: give 'status', 'delayMs' or another 'mode'" },
        { """{"service":"ecs","status":500}""", "rule 1: 'service' is 'ecs': there are fc, oss, arms, sts, prometheus, trigger" },
        { """{"service":"sts","operation":"CreateFunction","status":500}""", "'operation' is 'CreateFunction', which sts has" },
        { """{"operation":"CreateFuncton","status":500}""", "'operation' is 'CreateFuncton', which no service has" },
        { """{"action":"fc:Fly","mode":"deny"}""", "'action' is 'fc:Fly', which no operation needs" },
        { """{"status":500,"count":0}""", "'count' is 0: write 1 or more" },
        { """{"status":500,"probability":1.5}""", "'probability' is 1.5: write more than 0 and at most 1" },
        { """{"delayMs":-1,"status":500}""", "'delayMs' is -1: write 0 or more" },
        { """{"status":429,"retryAfter":-1}""", "'retryAfter' is -1: write 0 or more seconds" },
        { """{"mode":"reset","retryAfter":1}""", "'retryAfter' needs a 'status'" },
        { """{"mode":"reset","status":500}""", "'status' goes with the modes before and afterWork only" },
        { """{"mode":"staleList"}""", "'staleSeconds' is 0: staleList needs 1 to 3600" },
        { """{"mode":"staleList","staleSeconds":5,"operation":"ListBuckets"}""", "'operation' is 'ListBuckets': staleList knows ListFunctions," },
        { """{"status":500,"staleSeconds":5}""", "'staleSeconds' goes with the mode staleList only" },
        { """{"mode":"wrongLength","lengthOff":0}""", "'lengthOff' is 0, which is no wrong length" },
        { """{"status":500,"lengthOff":5}""", "'lengthOff' goes with the mode wrongLength only" },
        { """{"service":"trigger","mode":"staleList","staleSeconds":5}""", "'service' is 'trigger', which has no lists" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_rule_over_HTTP_is_told_by_its_number_and_member_and_none_is_put_in_force(string rules, string words)
    {
        await using var cloud = await Cloud.StartAsync();

        using var answer = await cloud.Client.Plain.PostAsync("/_emulator/faults", new StringContent(rules));

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(words, (await answer.Content.ReadFromJsonAsync<JsonObject>())!["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(cloud.Server.Faults.All());
    }

    [Fact]
    public async Task A_bad_rule_in_a_file_is_told_with_the_name_of_the_file()
    {
        var file = Path.Combine(Path.GetTempPath(), $"faults-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, """[{"operation":"GetFunction","status":500},{"status":99}]""");
        try
        {
            var error = await Assert.ThrowsAsync<JsonException>(() => Cloud.StartAsync(options => options with { FaultsFile = file }));

            Assert.Equal($"{file}: rule 2: 'status' is 99: write 400 to 599", error.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_file_and_HTTP_take_the_same_rules()
    {
        const string Rules = """[{"service":"fc","operation":"GetFunction","action":"fc:GetFunction","mode":"deny","count":2,"probability":0.5,"seed":9},{"service":"oss","status":503,"code":"ServiceUnavailable","message":"m","retryAfter":1,"delayMs":2,"match":"k"},{"mode":"staleList","staleSeconds":9},{"mode":"wrongLength","lengthOff":-4}]""";
        var file = Path.Combine(Path.GetTempPath(), $"faults-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, Rules);
        try
        {
            await using var byFile = await Cloud.StartAsync(options => options with { FaultsFile = file });
            await using var byHttp = await Cloud.StartAsync();
            (await byHttp.Client.Plain.PostAsync("/_emulator/faults", new StringContent(Rules))).EnsureSuccessStatusCode();

            Assert.Equal(4, byFile.Server.Faults.All().Count);
            Assert.Equal(byFile.Server.Faults.All(), byHttp.Server.Faults.All());
        }
        finally
        {
            File.Delete(file);
        }
    }
}
