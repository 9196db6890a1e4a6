using System.Text;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Tests.Cloud;

public sealed class SecrecyTests : IDisposable
{
    private readonly ScriptedCloud _wire = new();

    public void Dispose() => _wire.Dispose();

    public static TheoryData<string> Bodies() =>
    [
        $$"""{"Code":"SignatureDoesNotMatch","Message":"Specified signature is not matched with our calculation. server string to sign is:GET x-acs-security-token:{{ScriptedCloud.Token}}","RequestId":"1-aa"}""",
        $$"""{"Code":"InvalidArgument","Message":"cannot parse '{{ScriptedCloud.Secret}}' of request 1-aabbccdd","RequestId":"1-aabbccdd"}""",
        $$"""{"Code":"{{ScriptedCloud.Token}}","Message":"{{ScriptedCloud.Token}}"}""",
        $"<html>{ScriptedCloud.Secret}</html>",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task No_refusal_carries_a_secret_into_an_exception_or_a_log(string body)
    {
        for (var i = 0; i < 4; i++)
            _wire.Answer(500, body);

        var failure = await Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Functions.FindFunctionAsync("f", TestContext.Current.CancellationToken));

        AssertClean(failure);
    }

    [Fact]
    public async Task What_oss_prints_of_a_bad_signature_is_not_passed_on()
    {
        var signed = "OSS4-HMAC-SHA256\n20250115T083000Z\nabcdef";
        _wire.Answer(403, $"""
            <Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match {ScriptedCloud.Token}.</Message><RequestId>5C3D9175</RequestId>
            <SignatureProvided>0123456789abcdef</SignatureProvided><StringToSign>{signed}</StringToSign><CanonicalRequest>x-oss-security-token:{ScriptedCloud.Token}</CanonicalRequest></Error>
            """);

        var failure = await Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Objects.GetAsync("bucket", "a", TestContext.Current.CancellationToken));

        AssertClean(failure);
        Assert.Equal((CloudErrorKind.Denied, "SignatureDoesNotMatch", "5C3D9175"), (failure.Kind, failure.Code, failure.RequestId));
        Assert.DoesNotContain("0123456789abcdef", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal("Oss GetObject: SignatureDoesNotMatch: The signature was refused. Check the secret of AccessKey LTAI5tFakeAccessKeyId001.", failure.Message);
    }

    [Fact]
    public async Task Equal_refusals_have_equal_messages_whatever_their_request_id()
    {
        _wire.Answer(400, """{"Code":"InvalidArgument","Message":"bad, request id: 1-aaaaaaaa","RequestId":"1-aaaaaaaa"}""").Answer(400, """{"Code":"InvalidArgument","Message":"bad, request id: 1-bbbbbbbb","RequestId":"1-bbbbbbbb"}""");

        var one = await Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Functions.FindFunctionAsync("f", TestContext.Current.CancellationToken));
        var two = await Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Functions.FindFunctionAsync("f", TestContext.Current.CancellationToken));

        Assert.Equal(one.Message, two.Message);
        Assert.Equal("1-bbbbbbbb", two.RequestId);
    }

    [Fact]
    public void The_text_of_what_holds_a_secret_does_not_show_it()
    {
        var key = new AccessKey("LTAI", ScriptedCloud.Secret, ScriptedCloud.Token);
        var texts = new StringBuilder().Append(key).Append(new StaticCredentials(key))
            .Append(new CloudConnection { Name = "n", Region = "r", Credentials = new StaticCredentials(key) })
            .Append(new RegistryAuthConfig { UserName = "u", Password = ScriptedCloud.Secret })
            .Append(new CustomContainerConfig { RegistryConfig = new() { AuthConfig = new() { Password = ScriptedCloud.Secret } } })
            .Append(new FunctionConfig { EnvironmentVariables = new Dictionary<string, string> { ["K"] = ScriptedCloud.Secret } })
            .ToString();

        Assert.Contains("LTAI", texts, StringComparison.Ordinal);
        Assert.DoesNotContain(ScriptedCloud.Secret, texts, StringComparison.Ordinal);
        Assert.DoesNotContain(ScriptedCloud.Token, texts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_without_a_key_says_which_variable()
    {
        var credentials = new EnvironmentCredentials(name => name == EnvironmentCredentials.IdVariable ? "LTAI" : null);

        var failure = await Assert.ThrowsAsync<CloudException>(() => credentials.GetAsync(TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(CloudErrorKind.Denied, failure.Kind);
        Assert.Contains("ALIBABA_CLOUD_ACCESS_KEY_SECRET", failure.Message, StringComparison.Ordinal);
    }

    private void AssertClean(CloudException failure)
    {
        var told = failure + failure.Detail + failure.Code + string.Join('\n', _wire.Logs.Lines);
        Assert.DoesNotContain(ScriptedCloud.Secret, told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(ScriptedCloud.Token, told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Signature=", told, StringComparison.Ordinal);
    }
}
