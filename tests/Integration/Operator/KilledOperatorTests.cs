using Sonde.Operator.Api;
using Sonde.Testing;
using Sonde.Testing.Processes;

namespace Sonde.Integration.Operator;

/// <summary>The real program, killed in the middle: the next one finishes the work, and does none of it twice.</summary>
public sealed class KilledOperatorTests(ApiServerFixture api)
{
    private const int AtOnce = 5;
    private static readonly int[] s_moments = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_any_moment_and_started_again_it_converges_with_one_of_each()
    {
        var told = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(s_moments, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation }, async (requests, _) =>
        {
            try
            {
                await KillAfterAsync(requests);
            }
            catch (Exception e) when (!Cancellation.IsCancellationRequested)
            {
                told.Add($"Killed after request {requests}: {e.Message}");
            }
        });

        Assert.Empty(told);
    }

    [Fact]
    public async Task Killed_between_the_create_and_its_answer_it_makes_no_second_one()
    {
        await using var world = await World.PrepareAsync(api, TimeProvider.System);
        await world.ApplyAsync(Manifests.Everything(world.Cloud.Url));

        await using (var killed = Start(world))
        {
            using var watch = world.Cloud.OnFunctionMade(killed.Kill);
            Assert.NotEqual(0, await killed.WaitForExitAsync(World.Patience, Cancellation));
        }

        await ConvergesAsync(world);
        Assert.Equal(1, await world.Cloud.CountAsync("CreateFunction", Cancellation));
    }

    private async Task KillAfterAsync(int requests)
    {
        await using var world = await World.PrepareAsync(api, TimeProvider.System);
        // So many requests are answered; the next ones hang, and with them the operator is caught in the middle.
        world.Cloud.Fail(new() { DelayMs = 20, Count = requests });
        var hanging = world.Cloud.Fail(new() { DelayMs = 600_000 });
        await world.ApplyAsync(Manifests.Everything(world.Cloud.Url));

        await using (var killed = Start(world))
        {
            await Eventually.TrueAsync($"a request after the first {requests}", World.Patience, () => world.Cloud.Hits(hanging) > 0, Cancellation);
            killed.Kill();
            Assert.NotEqual(0, await killed.WaitForExitAsync(World.Patience, Cancellation));
        }

        world.Cloud.Mend();
        await ConvergesAsync(world);
    }

    private async Task ConvergesAsync(World world)
    {
        await using var next = Start(world);
        await world.ReadyAsync();

        var function = Assert.Single(await world.Cloud.FunctionsAsync(Cancellation))!;
        Assert.Single(function["triggers"]!.AsArray());
        Assert.Single(await world.Cloud.InstancesAsync(Cancellation));
        Assert.Single(world.Cloud.Objects("sonde/engines/agent/"), k => !k.EndsWith('/'));
        Assert.Single(world.Cloud.Objects("sonde/engines/config/"), k => k.Contains("chat", StringComparison.Ordinal));
        Assert.Equal(0, await world.Cloud.CountAsync("UpdateFunction", Cancellation));
        Assert.Equal("chat", (await world.GetAsync<LlmFunction>("chat")).Status!.FunctionName);
    }

    private ChildProcess Start(World world)
    {
        // Built beside the tests, in the same configuration.
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = RepositoryRoot.Combine("artifacts", "bin", "Operator", configuration, "sonde-operator.dll");
        return ChildProcess.Start(new ChildProcessStart(
            "dotnet", program, "run", "--kubeconfig", api.Server.KubeconfigPath, "--namespace", world.Namespace, "--agent-dir", world.AgentFolder, "--listen", "http://127.0.0.1:0"));
    }
}
