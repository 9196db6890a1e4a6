using k8s;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Kube;
using Sonde.Operator.Reconcile;
using Sonde.Operator.Tests.Fakes;

namespace Sonde.Operator.Tests.Reconcile;

/// <summary>
/// The program dies before each call in turn, the writes of the status among them, and the spec changes before it is back. Whatever it had written is cleared once it is declared no more; what it
/// had not is left alone; and no desired state is written twice.
/// </summary>
public sealed class CrashPointTests : IDisposable
{
    private const string Name = "llm-chat";
    private const int MostCalls = 30;
    private readonly World _world = new();

    /// <summary>What the API server holds.</summary>
    private LlmFunction _stored = Given.Function(s => s.Description = null);

    private Function Cloud
    {
        get => _world.Cloud.Functions.Functions[Name];
        set => _world.Cloud.Functions.Functions[Name] = value;
    }

    public static TheoryData<int> Calls => [.. Enumerable.Range(0, MostCalls)];

    public void Dispose() => _world.Dispose();

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task What_was_added_when_the_program_died_is_cleared_if_it_was_written_and_left_alone_if_not(int calls)
    {
        await SettleAsync();
        Cloud = Cloud with { Description = "theirs", EnvironmentVariables = new Dictionary<string, string>(StringComparer.Ordinal) { ["THEIRS"] = "1", ["LEVEL"] = "theirs" } };
        var written = await DieAsync(calls, Declare);

        Change(Remove);
        await SettleAsync();

        Assert.Equal(written ? "" : "theirs", Cloud.Description);
        Assert.Equal(written ? ["THEIRS"] : ["LEVEL", "THEIRS"], Cloud.EnvironmentVariables!.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Cloud.Tags!, t => t.Key == "team");
        Assert.Empty(_world.Cloud.Functions.Triggers);
        Assert.Null(await _world.Cloud.Functions.FindConcurrencyConfigAsync(Name, CancellationToken.None));
        Assert.DoesNotContain(_stored.Status!.Applied!.Fields!, f => f is "description" or "env[LEVEL]" or "tags[team]" or "http.auth");
        await StaysAsync();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task What_was_created_when_the_program_died_is_cleared_all_the_same(int calls)
    {
        Declare(_stored.Spec);
        await DieAsync(calls, _ => { });

        Change(Remove);
        await SettleAsync();

        Assert.True(string.IsNullOrEmpty(Cloud.Description));
        Assert.True(Cloud.EnvironmentVariables is null or { Count: 0 });
        Assert.DoesNotContain(Cloud.Tags!, t => t.Key == "team");
        Assert.Empty(_world.Cloud.Functions.Triggers);
        await StaysAsync();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_removal_that_the_program_died_in_is_done_once(int calls)
    {
        Declare(_stored.Spec);
        await SettleAsync();
        Cloud = Cloud with { EnvironmentVariables = new Dictionary<string, string>(Cloud.EnvironmentVariables!, StringComparer.Ordinal) { ["THEIRS"] = "1" } };
        _world.Cloud.Journal.Calls.Clear();
        await DieAsync(calls, Remove);

        await SettleAsync();

        Assert.Equal("", Cloud.Description);
        Assert.Equal(["THEIRS"], Cloud.EnvironmentVariables!.Keys);
        Assert.Empty(_world.Cloud.Functions.Triggers);
        Assert.Single(_world.Cloud.Journal.Calls, c => c.StartsWith("UpdateFunction ", StringComparison.Ordinal));
        await StaysAsync();
    }

    [Fact]
    public async Task An_object_without_a_memory_clears_nothing_and_remembers_from_then_on()
    {
        Declare(_stored.Spec);
        await SettleAsync();
        _stored.Status!.Applied = null;
        Change(s => s.Description = null);
        await SettleAsync();

        Assert.Equal("ours", Cloud.Description);
        Change(s => s.Env = null);
        await SettleAsync();

        Assert.Equal("ours", Cloud.Description);
        Assert.Empty(Cloud.EnvironmentVariables!);
    }

    [Fact]
    public async Task What_the_service_fills_in_again_is_not_cleared_again()
    {
        Declare(_stored.Spec);
        _stored.Spec.Logs = new() { Project = "p", Logstore = "l", RequestMetrics = true };
        await SettleAsync();
        _world.Cloud.Functions.StatusAfterUpdate = UpdateStatuses.InProgress;
        Change(s => s.Logs = null);
        await PassAsync();
        Cloud = Cloud with { LogConfig = new() { Project = "", EnableRequestMetrics = true }, LastUpdateStatus = UpdateStatuses.Successful };
        _world.Cloud.Journal.Calls.Clear();

        await SettleAsync();

        Assert.DoesNotContain(_world.Cloud.Journal.Writes, call => call != "WriteStatus");
    }

    [Fact]
    public async Task No_value_stands_in_what_is_remembered()
    {
        Declare(_stored.Spec);
        _stored.Spec.Env!.Add(new() { Name = "HF_TOKEN", ValueFrom = new() { SecretKeyRef = new() { Name = "hf", Key = "token" } } });
        await DieAsync(2, _ => { });
        Assert.Contains(_stored.Status!.Applied!.Intended!, i => i.Path == "env[HF_TOKEN]");
        Assert.DoesNotContain(Given.Token, KubernetesJson.Serialize(_stored.Status), StringComparison.Ordinal);
        await SettleAsync();

        Assert.DoesNotContain(Given.Token, KubernetesJson.Serialize(_stored.Status), StringComparison.Ordinal);
        Assert.Null(_stored.Status!.Applied!.Intended);
    }

    private static void Declare(LlmFunctionSpec spec)
    {
        spec.Description = "ours";
        spec.Env = [new() { Name = "LEVEL", Value = "INFO" }];
        spec.Tags = new(StringComparer.Ordinal) { ["team"] = "a" };
        spec.Http = new() { Auth = HttpAuth.Signed };
        spec.Scaling = new() { OnDemand = new() { MaxInstances = 8 } };
    }

    private static void Remove(LlmFunctionSpec spec) => (spec.Description, spec.Env, spec.Tags, spec.Http, spec.Scaling) = (null, null, null, null, null);

    private void Change(Action<LlmFunctionSpec> change)
    {
        change(_stored.Spec);
        _stored.Metadata.Generation++;
    }

    /// <summary>Whether the function itself had been written when the program died.</summary>
    private async Task<bool> DieAsync(int calls, Action<LlmFunctionSpec> change)
    {
        Change(change);
        var before = _world.Cloud.Journal.Calls.Count;
        _world.Cloud.Journal.DiesAfter = calls;
        try
        {
            await SettleAsync();
        }
        catch (ProgramDied)
        {
            // As meant.
        }

        _world.Cloud.Journal.DiesAfter = null;
        return _world.Cloud.Journal.Calls.Skip(before).Any(c => c.StartsWith("UpdateFunction ", StringComparison.Ordinal));
    }

    private async Task SettleAsync()
    {
        for (var pass = 0; pass < 9; pass++)
        {
            if (await PassAsync() is Outcome.Settled)
                return;
        }

        Assert.Fail($"Does not settle: {KubernetesJson.Serialize(_stored.Status)}");
    }

    /// <summary>A pass over a copy; only what is written is kept.</summary>
    private async Task<Outcome> PassAsync()
    {
        _world.Notes.Writing = change => Write(() => change(_stored));
        var draft = Copy(_stored);
        var outcome = await _world.FunctionReconciler.ReconcileAsync(draft, CancellationToken.None);
        new StatusComposer<LlmFunction, LlmFunctionStatus>().Compose(draft, outcome, _world.Clock.GetUtcNow());
        if (KubernetesJson.Serialize(draft.Status) != KubernetesJson.Serialize(_stored.Status))
            Write(() => _stored.Status = draft.Status);
        return outcome;
    }

    private void Write(Action write)
    {
        _world.Cloud.Journal.Note("WriteStatus");
        write();
        _stored = Copy(_stored);
    }

    private async Task StaysAsync()
    {
        // The first look after a change of the spec says that nothing has drifted from it.
        await PassAsync();
        _world.Cloud.Journal.Calls.Clear();
        await PassAsync();
        Assert.Empty(_world.Cloud.Journal.Writes);
    }

    private static LlmFunction Copy(LlmFunction function) => KubernetesJson.Deserialize<LlmFunction>(KubernetesJson.Serialize(function));
}
