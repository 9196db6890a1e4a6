using Microsoft.Extensions.Time.Testing;
using Sonde.Emulator.Http;
using Sonde.Emulator.Identity;
using Sonde.Emulator.Signing;

namespace Sonde.Emulator.Tests;

/// <summary>Checks recorded requests as the services do, with the clock and the account that they were made with. Each request stands alone: no nonce is remembered.</summary>
internal sealed class RecordingJudge
{
    public const string KeyId = "LTAI5tFakeAccessKeyId001";

    public RecordingJudge()
    {
        Clock = new(Recording.Clock);
        Accounts = new AccountStore("cn-hangzhou", Clock);
        Accounts.Put(
            new(AccountStore.DefaultAccountId, new HashSet<string>(), new HashSet<string>()),
            [new(AccountStore.DefaultAccountId, KeyId, "fakeSecretFakeSecretFakeSecret01", "", null, "")]);
        Accounts.Accept(KeyId, "CAISfakeSecurityToken/with+plus==");
    }

    public FakeTimeProvider Clock { get; }

    public AccountStore Accounts { get; }

    /// <exception cref="Refusal">The signature does not hold.</exception>
    public Caller Verify(WireRequest request)
    {
        if (request.Header("authorization")!.StartsWith("OSS4", StringComparison.Ordinal))
            return new Oss4Verifier(Accounts, Clock).Verify(request, OssAddress.Of(request)).Caller;
        var functionCompute = request.RawPath.StartsWith("/2023-03-30/", StringComparison.Ordinal);
        return new Acs3Verifier(Accounts, Clock, new NonceMemory(Clock), new Acs3Errors(functionCompute)).Verify(request);
    }

    public bool Accepts(WireRequest request)
    {
        try
        {
            return Verify(request).AccountId == AccountStore.DefaultAccountId;
        }
        catch (Refusal)
        {
            return false;
        }
    }
}
