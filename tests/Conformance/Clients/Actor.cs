using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Credentials;

namespace Sonde.Conformance.Clients;

/// <summary>Our clients at a stage, with the account that the emulator has without a seed: nothing here is a real key.</summary>
internal sealed class Actor(ICloudFactory factory, Stage stage, bool withSession)
{
    public const string Region = "cn-hangzhou";
    public const string Account = "1234567890123456";
    public const string Role = $"acs:ram::{Account}:role/fc-llm";

    // The scripts are in no hurry to be polite either.
    private static readonly RateLimit s_pace = new(10_000, 10_000);
    private int _connections;

    public static AccessKey Lasting { get; } = new("LTAI5tFakeAccessKeyId001", "fakeSecretFakeSecretFakeSecret01");

    public static AssumedRole Session { get; } = new(Role, "conformance");

    public Stage Stage => stage;

    /// <summary>With the lasting key, or with temporary credentials that AssumeRole of the emulator's STS gives.</summary>
    public ICloud Connect() => Connect(withSession ? SessionCredentials.Of(Connect(new StaticCredentials(Lasting)).Identity, Session, TimeProvider.System) : new StaticCredentials(Lasting));

    public ICloud Connect(ICredentials credentials) => factory.Connect(new()
    {
        Name = $"conformance-{++_connections}",
        Region = Region,
        Credentials = credentials,
        Endpoints = new(stage.Endpoint, stage.Endpoint, stage.Endpoint, stage.Endpoint),
        Limits = new(s_pace, s_pace, s_pace, s_pace),
    });
}
