using Sonde.Operator.Api;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Desired;

namespace Sonde.Operator.Tests.Drift;

/// <summary>From each start mode to each other: one plan, after which nothing of the one before is left.</summary>
public sealed class StartModeDriftTests
{
    public static TheoryData<AgentStart?, AgentStart?> Switches()
    {
        AgentStart?[] modes = [null, AgentStart.Initializer, AgentStart.Entrypoint, AgentStart.Proxy];
        return [.. from before in modes from after in modes where before != after select (before, after)];
    }

    [Theory]
    [MemberData(nameof(Switches))]
    public void After_a_switch_the_function_is_as_if_it_had_been_made_so(AgentStart? before, AgentStart? after)
    {
        var settled = Compared.Settled(Desired(before));

        var changes = Compared.Between(Desired(after), settled);
        var switched = Compared.Applied(changes, settled);

        Assert.NotNull(changes.Function.Change);
        Assert.Empty(Compared.Between(Desired(after), switched).Differences);
        var (is_, wanted) = (switched.Function, Compared.Settled(Desired(after)).Function);
        Assert.Equal(wanted.CustomContainerConfig!.Entrypoint, is_.CustomContainerConfig!.Entrypoint);
        Assert.Equal(Commands(wanted), Commands(is_));
    }

    [Theory]
    [InlineData(AgentStart.Entrypoint)]
    [InlineData(AgentStart.Proxy)]
    public void A_command_that_is_declared_no_more_is_the_images_again_and_not_ours_for_ever(AgentStart before)
    {
        var settled = Compared.Settled(Desired(before));

        var changes = Compared.Between(Compared.Desired(Given.Function(s => s.Container!.Command = null)), settled);

        Assert.Contains(changes.Differences, d => d is { Path: "container.command", Declared: "[]" });
        Assert.Empty(changes.Function.Change!.CustomContainerConfig!.Entrypoint!);
    }

    [Fact]
    public void Hooks_of_others_are_nobodys_leftovers()
    {
        var theirs = Compared.Settled(Desired(null)) with
        {
            Function = Compared.Settled(Desired(null)).Function with
            {
                InstanceLifecycleConfig = new() { Initializer = new() { Command = ["warm"], Timeout = 3 }, PreStop = new() { Handler = "pre-stop", Timeout = 3 } },
            },
        };

        Assert.Empty(Compared.Between(Desired(null), theirs).Differences);
    }

    [Theory]
    [InlineData("observability.preStop.handler")]
    [InlineData("observability.preStop.timeoutSeconds")]
    [InlineData("container.command")]
    public void What_was_changed_of_ours_is_put_back(string path)
    {
        var settled = Compared.Settled(Desired(AgentStart.Proxy));
        var hooks = settled.Function.InstanceLifecycleConfig!;
        var function = path switch
        {
            "container.command" => settled.Function with { CustomContainerConfig = settled.Function.CustomContainerConfig! with { Entrypoint = ["vllm"] } },
            "observability.preStop.handler" => settled.Function with { InstanceLifecycleConfig = hooks with { PreStop = hooks.PreStop! with { Handler = "" } } },
            _ => settled.Function with { InstanceLifecycleConfig = hooks with { PreStop = hooks.PreStop! with { Timeout = 90 } } },
        };

        Assert.Equal([path], Compared.Between(Desired(AgentStart.Proxy), settled with { Function = function }).Differences.Select(d => d.Path));
    }

    private static DesiredFunction Desired(AgentStart? start) => Compared.Desired(
        Given.Function(s => (s.Observability, s.Health) = (start is null ? null : new() { PipelineRef = new() { Name = "engines" }, Start = start }, new() { Path = "/health" })),
        start is null ? null : Given.Observer());

    private static string Commands(Function function)
    {
        var hooks = function.InstanceLifecycleConfig;
        return string.Join(" | ", string.Join(' ', hooks?.Initializer?.Command ?? []), hooks?.PreStop?.Handler ?? "");
    }
}
