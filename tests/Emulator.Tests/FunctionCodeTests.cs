using System.IO.Compression;
using System.Text.Json.Nodes;
using Sonde.Emulator.Oss;

namespace Sonde.Emulator.Tests;

/// <summary>Code of functions that are no containers: kept, described and handed out again.</summary>
public sealed class FunctionCodeTests
{
    private static readonly byte[] s_first = Zip("main.py", "print(1)");
    private static readonly byte[] s_second = Zip("main.py", "print(2)");

    [Fact]
    public async Task The_code_of_a_custom_runtime_is_told_and_served_without_a_signature()
    {
        await using var cloud = await Cloud.StartAsync();

        var created = (await CreateAsync(cloud, s_first)).Ok().Json;
        var code = (await cloud.Client.FcAsync("GET", "functions/plain/code")).Ok().Json;

        Assert.Equal(($"{Crc64.Of(s_first)}", s_first.Length), (created["codeChecksum"]!.GetValue<string>(), created["codeSize"]!.GetValue<int>()));
        Assert.False(created.ContainsKey("code"));
        Assert.Equal($"{Crc64.Of(s_first)}", code["checksum"]!.GetValue<string>());
        Assert.Equal(s_first, await cloud.Client.Plain.GetByteArrayAsync(new Uri(code["url"]!.GetValue<string>())));
    }

    [Fact]
    public async Task The_code_may_come_from_an_object_and_with_its_check_sum()
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.World.Buckets.Write("1234567890123456", "code", "a.zip", s_first);

        (await CreateAsync(cloud, new JsonObject { ["ossBucketName"] = "code", ["ossObjectName"] = "a.zip", ["checksum"] = $"{Crc64.Of(s_first)}" })).Ok();

        Assert.Equal(s_first, await DownloadAsync(cloud, ""));
    }

    [Fact]
    public async Task A_version_keeps_its_code_and_an_update_without_code_keeps_it_too()
    {
        await using var cloud = await Cloud.StartAsync();
        (await CreateAsync(cloud, s_first)).Ok();
        (await cloud.Client.FcAsync("POST", "functions/plain/versions", new JsonObject())).Ok();
        (await cloud.Client.FcAsync("PUT", "functions/plain", new JsonObject { ["code"] = Inline(s_second) })).Ok();
        var described = (await cloud.Client.FcAsync("PUT", "functions/plain", new JsonObject { ["description"] = "d" })).Ok().Json;

        Assert.Equal($"{Crc64.Of(s_second)}", described["codeChecksum"]!.GetValue<string>());
        Assert.Equal(s_second, await DownloadAsync(cloud, ""));
        Assert.Equal(s_first, await DownloadAsync(cloud, "?qualifier=1"));
    }

    [Fact]
    public async Task A_download_ends_with_its_time_and_takes_no_other_signature()
    {
        await using var cloud = await Cloud.StartAsync();
        (await CreateAsync(cloud, s_first)).Ok();
        var url = (await cloud.Client.FcAsync("GET", "functions/plain/code")).Ok().Json["url"]!.GetValue<string>();

        Assert.Equal("SignatureDoesNotMatch", await RefusalAsync(cloud, url[..^1] + (url[^1] == '0' ? '1' : '0')));
        Assert.Equal("SignatureDoesNotMatch", await RefusalAsync(cloud, url.Replace("plain.zip", "other.zip", StringComparison.Ordinal).Replace("/plain/", "/other/", StringComparison.Ordinal)));
        cloud.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("AccessDenied", await RefusalAsync(cloud, url));
    }

    [Theory]
    [InlineData("functions/chat/code", 400, "InvalidArgument")]
    [InlineData("functions/absent/code", 404, "FunctionNotFound")]
    [InlineData("functions/plain/code?qualifier=7", 404, "VersionNotFound")]
    public async Task What_has_no_code_is_refused(string path, int status, string code)
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.CreateAsync("chat")).Ok();
        (await CreateAsync(cloud, s_first)).Ok();

        Assert.Equal((status, code), (await cloud.Client.FcAsync("GET", path)).Error);
    }

    public static TheoryData<string, string> Bad => new()
    {
        { "null", "code is required" },
        { "{}", "code needs either zipFile or ossBucketName and ossObjectName" },
        { """{"zipFile":"AA==","ossObjectName":"a"}""", "code needs either" },
        { """{"zipFile":"?"}""", "code.zipFile must be base64" },
        { """{"zipFile":"AAEC"}""", "not a valid zip file" },
        { """{"ossBucketName":"absent","ossObjectName":"a"}""", "bucket 'absent' does not exist" },
        { $$"""{"zipFile":"{{Convert.ToBase64String(s_first)}}","checksum":"1"}""", "code.checksum '1' is not the CRC-64" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Code_that_is_none_is_refused_with_the_reason(string code, string words)
    {
        await using var cloud = await Cloud.StartAsync();

        var reply = await CreateAsync(cloud, JsonNode.Parse(code));

        Assert.Equal((400, "InvalidArgument"), reply.Error);
        Assert.Contains(words, reply.Json["Message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static Task<Reply> CreateAsync(Cloud cloud, byte[] zip) => CreateAsync(cloud, Inline(zip));

    private static Task<Reply> CreateAsync(Cloud cloud, JsonNode? code) =>
        cloud.Client.FcAsync("POST", "functions", new JsonObject { ["functionName"] = "plain", ["runtime"] = "custom.debian12", ["handler"] = "h", ["code"] = code });

    private static async Task<byte[]> DownloadAsync(Cloud cloud, string query) =>
        await cloud.Client.Plain.GetByteArrayAsync(new Uri((await cloud.Client.FcAsync("GET", "functions/plain/code" + query)).Ok().Json["url"]!.GetValue<string>()));

    private static async Task<string> RefusalAsync(Cloud cloud, string url)
    {
        using var answer = await cloud.Client.Plain.GetAsync(new Uri(url));
        Assert.Equal(403, (int)answer.StatusCode);
        return System.Xml.Linq.XElement.Parse(await answer.Content.ReadAsStringAsync()).Element("Code")!.Value;
    }

    private static JsonObject Inline(byte[] zip) => new() { ["zipFile"] = Convert.ToBase64String(zip) };

    private static byte[] Zip(string name, string content)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            using var writer = new StreamWriter(archive.CreateEntry(name).Open());
            writer.Write(content);
        }

        return memory.ToArray();
    }
}
