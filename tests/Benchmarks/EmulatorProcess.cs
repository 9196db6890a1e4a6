using Microsoft.Extensions.Logging.Abstractions;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Testing;
using Sonde.Testing.Processes;

namespace Sonde.Benchmarks;

/// <summary>An emulator in a process of its own, and our clients of its default account.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    public static readonly AccessKey Key = new("LTAI5tFakeAccessKeyId001", "fakeSecretFakeSecretFakeSecret01");
    private static readonly RateLimit s_free = new(100_000, 100_000);

    private readonly ChildProcess _process;
    private readonly ICloudFactory _factory = CloudRegistration.NewFactory(TimeProvider.System, NullLoggerFactory.Instance);

    private EmulatorProcess(ChildProcess process, string url)
    {
        _process = process;
        Url = url;
        Cloud = _factory.Connect(new()
        {
            Name = "bench",
            Region = "cn-hangzhou",
            Credentials = new StaticCredentials(Key),
            Endpoints = new(url, url, url, url),
            Limits = new(s_free, s_free, s_free, s_free),
        });
    }

    /// <summary><c>http://127.0.0.1:PORT</c>.</summary>
    public string Url { get; }

    public int Id => _process.Id;

    public ICloud Cloud { get; }

    public static async Task<EmulatorProcess> StartAsync(CancellationToken cancellation)
    {
        // The same configuration as this program's, whose folder is artifacts/bin/Benchmarks/CONFIGURATION.
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = RepositoryRoot.Combine("artifacts", "bin", "Emulator", configuration, "sonde-emulator.dll");
        var process = ChildProcess.Start(new ChildProcessStart("dotnet", program, "run", "--exit-on-stdin-eof"));
        var line = await process.WaitForLineAsync("the emulator is ready", text => text.StartsWith("READY ", StringComparison.Ordinal), TimeSpan.FromSeconds(60), cancellation);
        return new(process, line["READY ".Length..].TrimEnd('/'));
    }

    public async ValueTask DisposeAsync()
    {
        _factory.Dispose();
        await _process.DisposeAsync();
    }
}
