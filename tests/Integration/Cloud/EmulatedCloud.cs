using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Sonde.Emulator;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Credentials;

namespace Sonde.Integration.Cloud;

/// <summary>An emulator of its own, and our clients of its default account.</summary>
internal sealed class EmulatedCloud : IAsyncDisposable
{
    public const string AccountId = "1234567890123456";
    public static readonly AccessKey Key = new("LTAI5tFakeAccessKeyId001", "fakeSecretFakeSecretFakeSecret01");

    private static readonly RateLimit s_fast = new(10_000, 1_000);
    private readonly ICloudFactory _factory = CloudRegistration.NewFactory(TimeProvider.System, NullLoggerFactory.Instance);

    private EmulatedCloud(EmulatorServer server)
    {
        Server = server;
        Cloud = With(Key);
    }

    public EmulatorServer Server { get; }

    public ICloud Cloud { get; }

    public static async Task<EmulatedCloud> StartAsync(EmulatorOptions? options = null) =>
        new(await EmulatorServer.StartAsync(options ?? new(), TestContext.Current.CancellationToken));

    public ICloud With(AccessKey key) => With($"default/{key.Id}/{key.Secret}", new StaticCredentials(key));

    public ICloud With(string name, ICredentials credentials)
    {
        var url = Server.Url.GetLeftPart(UriPartial.Authority);
        return _factory.Connect(new()
        {
            Name = name,
            Region = "cn-hangzhou",
            AccountId = AccountId,
            Credentials = credentials,
            Endpoints = new(url, url, url, url),
            Limits = new(s_fast, s_fast, s_fast, s_fast),
        });
    }

    /// <summary>How many requests of an operation reached the service, whatever came of them.</summary>
    public async Task<int> SentAsync(string operation)
    {
        using var admin = new HttpClient();
        var entries = await admin.GetFromJsonAsync<JsonArray>(new Uri(Server.Url, $"/_emulator/journal?operation={operation}"), TestContext.Current.CancellationToken);
        return entries!.Count(entry => entry!["operation"]!.GetValue<string>() == operation);
    }

    public async ValueTask DisposeAsync()
    {
        _factory.Dispose();
        await Server.DisposeAsync();
    }
}
