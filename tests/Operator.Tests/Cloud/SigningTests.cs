using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Cloud.Signing;

namespace Sonde.Operator.Tests.Cloud;

public sealed class SigningTests
{
    private static readonly Oss4Keys s_keys = new("cn-hangzhou");

    public static TheoryData<string> VectorIds() => [.. WireRequests.Vectors().Select(vector => vector.GetProperty("id").GetString()!)];

    public static TheoryData<string> RecordedFiles() => [.. WireRequests.RecordedFiles()];

    [Theory]
    [MemberData(nameof(VectorIds))]
    public void A_worked_example_is_signed_as_the_official_package_signs_it(string id)
    {
        var vector = WireRequests.Vectors().Single(v => v.GetProperty("id").GetString() == id);
        var wire = vector.GetProperty("request");
        var authorization = vector.GetProperty("authorization").GetString()!;

        if (id.StartsWith("acs3", StringComparison.Ordinal))
        {
            var request = WireRequests.Acs3(wire);
            var canonical = Acs3Signer.CanonicalRequest(request);
            Assert.Equal(vector.GetProperty("canonicalRequest").GetString(), canonical);
            Assert.Equal(vector.GetProperty("stringToSign").GetString(), Acs3Signer.StringToSign(canonical));
            Assert.Equal(authorization, Acs3Signer.Authorization(request, WireRequests.KeyOf(vector)));
        }
        else
        {
            var request = WireRequests.Oss4(wire, pathStyle: id.Contains("path-style", StringComparison.Ordinal));
            var additional = AdditionalIn(authorization);
            var canonical = Oss4Signer.CanonicalRequest(request, additional);
            Assert.Equal(vector.GetProperty("canonicalRequest").GetString(), canonical);
            Assert.Equal(vector.GetProperty("stringToSign").GetString(), Oss4Signer.StringToSign(request.Headers[Oss4Signer.DateHeader], canonical, "cn-hangzhou"));
            Assert.Equal(authorization, Oss4Signer.Authorization(request, additional, s_keys, WireRequests.KeyOf(vector)));
        }
    }

    [Theory]
    [MemberData(nameof(RecordedFiles))]
    public void Each_recorded_request_of_the_official_packages_is_signed_alike(string file)
    {
        var recording = WireRequests.Recorded(file);
        var key = WireRequests.KeyOf(recording);

        foreach (var wire in recording.GetProperty("requests").EnumerateArray())
        {
            var theirs = wire.GetProperty("headers").EnumerateObject().Single(header => header.Name.Equals("authorization", StringComparison.OrdinalIgnoreCase)).Value.GetString()!;
            var ours = file.StartsWith("oss", StringComparison.Ordinal)
                ? Oss4Signer.Authorization(WireRequests.Oss4(wire, file.Contains("path-style", StringComparison.Ordinal)), AdditionalIn(theirs), s_keys, key)
                : Acs3Signer.Authorization(WireRequests.Acs3(wire), key);
            Assert.Equal(theirs, ours);
        }
    }

    [Fact]
    public void The_recordings_are_all_there()
    {
        Assert.Equal(259, WireRequests.RecordedFiles().Sum(file => WireRequests.Recorded(file).GetProperty("requests").GetArrayLength()));
        Assert.Equal(19, WireRequests.Vectors().Count);
    }

    [Fact]
    public void The_published_example_of_the_acs3_page_verifies()
    {
        var request = new SignableRequest("POST", "/", [new("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"), new("RegionId", "cn-shanghai")], new Dictionary<string, string>
        {
            ["host"] = "ecs.cn-shanghai.aliyuncs.com",
            ["x-acs-action"] = "RunInstances",
            ["x-acs-content-sha256"] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ["x-acs-date"] = "2023-10-26T10:22:32Z",
            ["x-acs-signature-nonce"] = "3156853299f313e23d1673dc12e1703d",
            ["x-acs-version"] = "2014-05-26",
        });
        Assert.EndsWith("Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0", Acs3Signer.Authorization(request, new AccessKey("YourAccessKeyId", "YourAccessKeySecret")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_changes_with_every_part_that_it_covers()
    {
        var headers = new Dictionary<string, string> { ["host"] = "h", ["x-acs-content-sha256"] = "0" };
        var key = new AccessKey("id", "secret");
        var signed = Acs3Signer.Authorization(new("GET", "/a", [], headers), key);
        Assert.NotEqual(signed, Acs3Signer.Authorization(new("PUT", "/a", [], headers), key));
        Assert.NotEqual(signed, Acs3Signer.Authorization(new("GET", "/b", [], headers), key));
        Assert.NotEqual(signed, Acs3Signer.Authorization(new("GET", "/a", [new("q", null)], headers), key));
        Assert.NotEqual(signed, Acs3Signer.Authorization(new("GET", "/a", [], headers), new("id", "secret2")));
    }

    private static string[] AdditionalIn(string authorization)
    {
        const string Begin = "AdditionalHeaders=";
        return authorization.Split(',').FirstOrDefault(part => part.StartsWith(Begin, StringComparison.Ordinal))?[Begin.Length..].Split(';') ?? [];
    }
}
