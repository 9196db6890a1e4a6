using CsCheck;
using Sonde.Integration.Cloud.Drift;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Reconcile;

namespace Sonde.Integration.Cloud;

/// <summary>Every field that our client can send of a function, through HTTP and back.</summary>
public sealed class EveryFieldTests : GeneratedFunctionTests
{
    /// <summary>Three configurations each: 2,001 in all.</summary>
    private const int Samples = 667;

    /// <summary>Fields that no spec of the operator declares: neighbours keep theirs.</summary>
    private static readonly string[] s_neverDeclared =
    [
        "FunctionConfig.NasConfig", "NasConfig.UserId", "NasConfig.GroupId", "NasConfig.MountPoints", "NasMountPoint.ServerAddr", "NasMountPoint.MountDir", "NasMountPoint.EnableTls",
        "FunctionConfig.CustomDns", "CustomDns.NameServers", "CustomDns.Searches", "CustomDns.DnsOptions", "DnsOption.Name", "DnsOption.Value",
        "FunctionConfig.TracingConfig", "TracingConfig.Type", "TracingConfig.Params", "FunctionConfig.Layers", "FunctionConfig.IdleTimeout", "FunctionConfig.DisableInjectCredentials",
        "FunctionConfig.SessionAffinity", "FunctionConfig.SessionAffinityConfig", "FunctionConfig.InstanceIsolationMode",
        "CustomContainerConfig.AccelerationType", "CustomContainerConfig.AcrInstanceId", "CustomContainerConfig.RegistryConfig",
        "RegistryConfig.AuthConfig", "RegistryAuthConfig.UserName", "RegistryAuthConfig.Password", "RegistryConfig.CertConfig", "RegistryCertConfig.Insecure", "RegistryCertConfig.RootCaCertBase64",
        "RegistryConfig.NetworkConfig", "RegistryNetworkConfig.VpcId", "RegistryNetworkConfig.VSwitchId", "RegistryNetworkConfig.SecurityGroupId",
        "LogConfig.EnableLlmMetrics", "LogConfig.LogBeginRule",
    ];

    [Fact]
    public Task What_was_sent_comes_back_and_one_field_that_changed_is_the_only_one_that_differs() => Gen.Select(GeneratedConfigs.Three, Gen.Int[0, 10_000]).SampleAsync(
        async (configs, pick) =>
        {
            var name = NextName();
            await Functions.CreateFunctionAsync(New(name, configs[0]), Cancellation);
            Assert.Empty(await MissingAsync(name, configs[0]));

            await Functions.UpdateFunctionAsync(name, configs[1], Cancellation);
            Assert.Empty(await MissingAsync(name, configs[1]));

            // Sizes come in pairs, so no single one of them can change.
            var fields = Members.Of(typeof(FunctionConfig))
                .Where(field => field.Name is not (nameof(FunctionConfig.Cpu) or nameof(FunctionConfig.MemorySize)))
                .Where(field => field.GetValue(configs[2]) is not null && Members.Missing(field.GetValue(configs[1]), field.GetValue(configs[2]), absentDiffers: false).Any()).ToList();
            if (fields.Count == 0)
                return;
            var changed = fields[pick % fields.Count];
            var byHand = new FunctionConfig();
            changed.SetValue(byHand, changed.GetValue(configs[2]));
            await Functions.UpdateFunctionAsync(name, byHand, Cancellation);
            Assert.Equal([changed.Name], (await MissingAsync(name, configs[1])).Select(path => path.Split('.')[0]).Distinct());
        },
        iter: Samples, threads: 4);

    [Fact]
    public void Every_field_that_a_function_has_is_generated()
    {
        HashSet<string> set = [];
        GeneratedConfigs.Three.Sample(configs => set.UnionWith(configs.SelectMany(config => Members.Set(config))), iter: 300, threads: 1);

        Assert.Equal(Members.All(typeof(FunctionConfig)).Order(StringComparer.Ordinal), set.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_field_that_the_operator_can_declare_is_generated()
    {
        HashSet<string> set = [];
        GeneratedSpecs.Pair.Sample(
            specs =>
            {
                var made = DesiredOf("f", specs.First);
                set.UnionWith(Members.Set(SentCreate.Of(functions => new FunctionSite(functions, made).CreateAsync(Cancellation)), typeof(FunctionConfig)));
            },
            iter: 500, threads: 1);

        var all = Members.All(typeof(FunctionConfig)).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(all.Except(s_neverDeclared).Except(set));
        Assert.Empty(set.Intersect(s_neverDeclared));
        Assert.Empty(s_neverDeclared.Except(all));
    }

    private async Task<IReadOnlyList<string>> MissingAsync(string name, FunctionConfig declared) =>
        [.. Members.Missing(declared, await Functions.FindFunctionAsync(name, Cancellation))];

    private static NewFunction New(string name, FunctionConfig config)
    {
        var made = new NewFunction { FunctionName = name };
        foreach (var field in Members.Of(typeof(FunctionConfig)))
            field.SetValue(made, field.GetValue(config));
        return made;
    }
}
