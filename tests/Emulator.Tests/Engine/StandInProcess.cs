using Sonde.Testing;
using Sonde.Testing.Processes;

namespace Sonde.Emulator.Tests.Engine;

/// <summary>The stand-in as its own process, without a sandbox.</summary>
internal sealed class StandInProcess : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ChildProcess _process;

    private StandInProcess(Func<string, int, string[]> command, IReadOnlyDictionary<string, string?> environment)
    {
        _folder.Write("model/config.json", """{"architectures":["Qwen3ForCausalLM"],"max_position_embeddings":40960}""");
        _process = ChildProcess.Start(new ChildProcessStart("dotnet", [Assembly, .. command(_folder.File("model"), AnyPort)]) { Environment = environment });
    }

    /// <summary>The stand-in takes a free one and says which.</summary>
    private const int AnyPort = 0;
    private const string RunningOn = "Uvicorn running on ";

    public static string Assembly => typeof(Sonde.Engine.EngineOptions).Assembly.Location;

    public HttpClient Client { get; } = new();

    /// <summary>Starts it and waits until it says that it is up.</summary>
    public static async Task<StandInProcess> StartAsync(Func<string, int, string[]> command, IReadOnlyDictionary<string, string?> environment)
    {
        var standIn = new StandInProcess(command, environment);
        var line = await standIn._process.WaitForLineAsync("the server listens", l => l.StartsWith(RunningOn, StringComparison.Ordinal), TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        standIn.Client.BaseAddress = new UriBuilder(line[RunningOn.Length..]) { Host = "127.0.0.1" }.Uri;
        await standIn._process.WaitForLineAsync("the server is up", line => line == "Application startup complete.", TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return standIn;
    }

    public static Task<StandInProcess> VllmAsync(params string[] more) =>
        StartAsync((model, port) => ["vllm", "serve", model, "--port", $"{port}", "--served-model-name", "m", .. more], Unpaced);

    public static Task<StandInProcess> SglangAsync(params string[] more) =>
        StartAsync((model, port) => ["python3", "-m", "sglang.launch_server", "--model-path", model, "--port", $"{port}", "--served-model-name", "m", .. more], Unpaced);

    public static Dictionary<string, string?> Unpaced => new(StringComparer.Ordinal) { ["SONDE_STANDIN_TOKENS_PER_SECOND"] = "0" };

    public Task<string> GetAsync(string path) => Client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public async Task<string> ChatAsync(string body)
    {
        using var content = new StringContent(body);
        using var answer = await Client.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
