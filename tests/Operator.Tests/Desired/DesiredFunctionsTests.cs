using k8s;
using Sonde.Operator.Api;
using Sonde.Operator.Desired;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;
using Sonde.Testing;

namespace Sonde.Operator.Tests.Desired;

public sealed class DesiredFunctionsTests
{
    [Theory]
    [InlineData("40-vllm.yaml", "qwen3-vllm", "vllm", 1)]
    [InlineData("50-sglang.yaml", "qwen3-sglang", "--enable-metrics", 1)]
    [InlineData("60-on-demand.yaml", "qwen3-on-demand", "vllm", null)]
    public void The_functions_of_the_quickstart_become_what_it_promises(string file, string name, string word, int? target)
    {
        var pipeline = Quickstart("30-pipeline.yaml").OfType<MetricsPipeline>().Single();
        var function = Quickstart(file).OfType<LlmFunction>().Single();

        var desired = new DesiredFunctions(Given.Secrets()).For(function, Given.Access(), Given.Observer(pipeline));

        Assert.Equal((name, 8m, 65536, "fc.gpu.ada.1"), (desired.Name, desired.Config.Cpu, desired.Config.MemorySize, desired.Config.GpuConfig!.GpuType));
        Assert.Contains(word, desired.Config.CustomContainerConfig!.Entrypoint!);
        Assert.Equal(target, desired.Provision?.DefaultTarget);
        Assert.Equal(["/mnt/qwen3", "/mnt/sonde"], desired.Mounts.Select(m => m.Point.MountDir));
        Assert.All(desired.Mounts, m => Assert.Equal((true, "http://oss-cn-hangzhou-internal.aliyuncs.com"), (m.Point.ReadOnly, m.Point.Endpoint)));
        var start = Assert.Single(new[] { desired.Initializer?.Hook.Command, desired.Config.CustomContainerConfig.Entrypoint }, StartScript.IsOurs);
        Assert.Contains($"'/mnt/sonde/config/llm/{function.Metadata.Name}.yaml'", start![2], StringComparison.Ordinal);
        Assert.Equal(["SONDE_ARMS_PASSWORD", "SONDE_ARMS_USERNAME"], desired.Environment.Keys);
        Assert.Null(desired.MissingFlag);
    }

    [Fact]
    public void What_is_not_declared_is_not_desired()
    {
        var desired = Drift.Compared.Desired(Given.Function(s => s.Container = new() { Image = "x" }));

        Assert.Equal((null, null, null, null, null), (desired.Trigger, desired.Provision, desired.ReservedConcurrency, desired.Initializer, desired.PreStop));
        Assert.Equal((null, null, null, null), (desired.Config.Timeout, desired.Config.VpcConfig, desired.Config.LogConfig, desired.Config.CustomContainerConfig!.Command));
        Assert.Empty(desired.Environment);
        Assert.Empty(desired.Mounts);
    }

    [Theory]
    [InlineData("/mnt/model/metrics", true)]
    [InlineData("/mnt/model", true)]
    [InlineData("/mnt/model/", true)]
    [InlineData("/mnt/models-of-mine", false)]
    [InlineData("/tmp/metrics", false)]
    public void Case_21_multiproc_dir_stale_a_folder_on_a_mount_is_refused(string folder, bool isRefused)
    {
        var function = Given.Function(s =>
        {
            s.Model = new() { Name = "m", MountPath = "/mnt/model", Oss = new() { Bucket = "models", Path = "/m" } };
            s.Env = [new() { Name = "PROMETHEUS_MULTIPROC_DIR", Value = folder }];
        });

        var stopped = Record.Exception(() => Drift.Compared.Desired(function));

        Assert.Equal(isRefused, stopped is not null);
        if (stopped is not null)
            Assert.Contains("is on the mount /mnt/model, which outlives the instance", Assert.IsType<Outcome.Stalled>(Assert.IsType<ReconcileStopped>(stopped).Outcome).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_pipeline_the_users_hook_is_his_own() =>
        Assert.Equal(["warm", "up"], Drift.Compared.Desired(Given.Function(s => s.Hooks = new() { InitializerCommand = ["warm", "up"] })).Initializer!.Hook.Command);

    [Fact]
    public void On_demand_instances_that_are_switched_off_are_none() =>
        Assert.Equal(0, Drift.Compared.Desired(Given.Function(s => s.Scaling = new() { OnDemand = new() { Enabled = false, MaxInstances = 8 } })).ReservedConcurrency);

    [Fact]
    public void Our_tags_win_over_those_of_the_account_and_the_object()
    {
        var account = Given.Account(s => s.DefaultTags = new(StringComparer.Ordinal) { ["team"] = "default", ["env"] = "prod" });

        var tags = Given.Access(account: account).TagsOf("llm", "chat", "uid-1", new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "own", [SondeApi.OwnerTag] = "stolen" });

        Assert.Equal(["env=prod", "sonde.dev/owner=gitops/llm/chat", "sonde.dev/uid=uid-1", "team=own"], tags.Select(t => $"{t.Key}={t.Value}"));
    }

    [Theory]
    [InlineData("absent", "token", "Secret absent does not exist, which spec.env[A] names; create it.")]
    [InlineData("hf", "absent", "Secret hf has no key absent, which spec.env[A] names; add it.")]
    public void A_missing_part_is_told_by_name(string secret, string key, string message)
    {
        var function = Given.Function(s => s.Env = [new() { Name = "A", ValueFrom = new() { SecretKeyRef = new() { Name = secret, Key = key } } }]);

        var stopped = Assert.Throws<ReconcileStopped>(() => Drift.Compared.Desired(function));

        Assert.Equal(message, Assert.IsType<Outcome.Progressing>(stopped.Outcome).Message);
    }

    [Fact]
    public void A_value_from_a_ConfigMap_is_shown_one_from_a_Secret_is_not_and_neither_is_trimmed()
    {
        var secrets = Given.SecretStore();
        secrets.Put(Given.Secret("pem", ("key", "line\n")));
        var maps = new Fakes.MemoryStore<k8s.Models.V1ConfigMap>();
        maps.Put(new() { Metadata = Given.Meta("settings"), Data = new Dictionary<string, string>(StringComparer.Ordinal) { ["level"] = "DEBUG " } });
        var function = Given.Function(s => s.Env =
        [
            new() { Name = "PEM", ValueFrom = new() { SecretKeyRef = new() { Name = "pem", Key = "key" } } },
            new() { Name = "LEVEL", ValueFrom = new() { ConfigMapKeyRef = new() { Name = "settings", Key = "level" } } },
        ]);

        var environment = new DesiredFunctions(new(secrets, maps)).For(function, Given.Access(), null).Environment;

        Assert.Equal(("line\n", true), (environment["PEM"].Value, environment["PEM"].IsSecret));
        Assert.Equal(("DEBUG ", false), (environment["LEVEL"].Value, environment["LEVEL"].IsSecret));
    }

    private static List<object> Quickstart(string file) => KubernetesYaml.LoadAllFromString(
        File.ReadAllText(RepositoryRoot.Combine("docs", "examples", "quickstart", file)),
        new Dictionary<string, Type>(StringComparer.Ordinal)
        {
            ["sonde.dev/v1alpha1/LlmFunction"] = typeof(LlmFunction),
            ["sonde.dev/v1alpha1/MetricsPipeline"] = typeof(MetricsPipeline),
        });
}
