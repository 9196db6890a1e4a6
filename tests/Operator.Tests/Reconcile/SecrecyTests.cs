using Sonde.Operator.Cloud;

namespace Sonde.Operator.Tests.Reconcile;

/// <summary>Values of Secrets are handed on, never worded: not in a status, an event, an outcome (which the log repeats), or a published file.</summary>
public sealed class SecrecyTests : IDisposable
{
    private static readonly string[] s_secrets = [Given.AccessKeySecret, Given.WriterPassword, Given.Token, "LTAI-known"];
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task No_secret_is_told_in_a_life_with_drift_refusals_and_an_end()
    {
        await _world.PassAsync(Given.Account());
        var function = await _world.ObservedFunctionAsync();
        var there = _world.Cloud.Functions.Functions["llm-chat"];
        Assert.Contains(Given.Token, there.EnvironmentVariables!.Values);
        Assert.Contains(Given.WriterPassword, there.EnvironmentVariables.Values);
        var stolen = new Dictionary<string, string>(there.EnvironmentVariables, StringComparer.Ordinal) { ["HF_TOKEN"] = "KNOWN-edit", ["SONDE_ARMS_PASSWORD"] = "" };
        _world.Cloud.Functions.Functions["llm-chat"] = there with { EnvironmentVariables = stolen };
        _world.Cloud.Journal.Refuse("UpdateFunction", CloudErrorKind.Invalid);
        await _world.PassAsync(function);
        await _world.PassAsync(function);
        Assert.Equal(2, function.Status!.Drift!.Corrections);
        function.Spec.Management = new() { Policy = Operator.Api.ManagementPolicy.Observe };
        _world.Cloud.Functions.Functions["llm-chat"] = there with { EnvironmentVariables = stolen };
        await _world.PassAsync(function);
        function.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
        await _world.PassAsync(function);

        var told = string.Join('\n', _world.Told.Concat(_world.Cloud.Journal.Calls).Concat(_world.Cloud.Objects.Objects.Values.Select(o => System.Text.Encoding.UTF8.GetString(o.Content))));
        Assert.Contains("hmac:", told, StringComparison.Ordinal);
        Assert.All([.. s_secrets, "KNOWN-edit"], secret => Assert.DoesNotContain(secret, told, StringComparison.Ordinal));
    }

    [Fact]
    public void What_holds_a_secret_does_not_print_it()
    {
        var desired = Drift.Compared.Full();

        Assert.All(
            [desired.Environment["HF_TOKEN"].ToString(), Given.Secrets().StoreCredentials(Given.Namespace, new() { Name = "writer" }, "x")!.ToString(), desired.ToString()],
            text => Assert.DoesNotContain("KNOWN", text, StringComparison.Ordinal));
    }
}
