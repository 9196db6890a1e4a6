using Sonde.Emulator.Http;
using Sonde.Emulator.Identity;
using Sonde.Emulator.Signing;

namespace Sonde.Emulator.Tests;

public sealed class SignatureTests
{
    private readonly RecordingJudge _judge = new();

    public static TheoryData<Recording> Recordings => [.. Recording.All];

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Every_request_of_an_official_SDK_verifies(Recording recording)
    {
        var recorded = Recording.Of(recording.Name);

        Assert.Equal(recording.Requests, recorded.Count);
        Assert.All(recorded, request => Assert.Equal(AccountStore.DefaultAccountId, _judge.Verify(request).AccountId));
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Every_change_of_a_recorded_request_is_refused(Recording recording)
    {
        var changed = Recording.Of(recording.Name).SelectMany(Recording.Changed).ToList();

        Assert.Equal(recording.Changes, changed.Count);
        Assert.All(changed, request => Assert.Throws<Refusal>(() => _judge.Verify(request)));
    }

    [Fact]
    public void A_nonce_is_good_for_one_request()
    {
        var request = Recording.Of("fc")[0];
        var verifier = new Acs3Verifier(_judge.Accounts, _judge.Clock, new NonceMemory(_judge.Clock), new Acs3Errors(functionCompute: true));
        verifier.Verify(request);

        var refusal = Assert.Throws<Refusal>(() => verifier.Verify(request));

        Assert.Equal("SignatureNonceUsed", refusal.Code);
    }

    [Theory]
    [InlineData("fc", -16, "InvalidTimeStamp.Expired")]
    [InlineData("arms-core", 16, "InvalidTimeStamp.Expired")]
    [InlineData("oss", 16, "RequestTimeTooSkewed")]
    [InlineData("oss", -16, "RequestTimeTooSkewed")]
    public void A_request_that_is_more_than_15_minutes_off_is_refused(string recording, int minutes, string code)
    {
        _judge.Clock.AdjustTime(Recording.Clock.AddMinutes(minutes));

        Assert.Equal(code, Assert.Throws<Refusal>(() => _judge.Verify(Recording.Of(recording)[0])).Code);
    }

    [Theory]
    [InlineData("fc", "InvalidAccessKeyID")]
    [InlineData("arms-core", "InvalidAccessKeyId.NotFound")]
    [InlineData("oss", "InvalidAccessKeyId")]
    public void An_unknown_key_is_refused_in_the_words_of_the_service(string recording, string code)
    {
        _judge.Accounts.RemoveKey(RecordingJudge.KeyId);

        Assert.Equal(code, Assert.Throws<Refusal>(() => _judge.Verify(Recording.Of(recording)[0])).Code);
    }
}
