using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sonde.Emulator.Http;
using Sonde.Emulator.Prometheus;

namespace Sonde.Emulator.Arms;

/// <summary>Managed Prometheus instances (arms.md 2).</summary>
internal sealed class InstanceOperations(EmulatorWorld world)
{
    private static readonly string[] s_types = ["remote-write", "global-view", "aliyun-cs", "ecs", "cloud-product"];
    private static readonly int[] s_storageBySamples = [15, 30, 60, 90, 180];
    private static readonly int[] s_storageByVolume = [90, 180];
    private static readonly int[] s_archive = [0, 60, 90, 180, 365];

    public IEnumerable<KeyValuePair<string, Func<RpcCall, Answer>>> Actions =>
    [
        new("CreatePrometheusInstance", Create),
        new("GetPrometheusInstance", Get),
        new("ListPrometheusInstances", List),
        new("ListPrometheusInstanceByTagAndResourceGroupId", ListByTag),
        new("UpdatePrometheusInstance", Update),
        new("BindPrometheusGrafanaInstance", Bind),
        new("UninstallPromCluster", Uninstall),
        new("GetPrometheusApiToken", GetToken),
        new("ChangeResourceGroup", ChangeGroup),
    ];

    private Answer Create(RpcCall call)
    {
        ArmsRules.CheckRegion(call, world);
        var type = call.Required("ClusterType");
        if (!s_types.Contains(type))
            throw ArmsRules.Invalid($"ClusterType '{type}' must be one of {string.Join(", ", s_types)}.");
        if (type == "remote-write")
            call.Required("ClusterName");
        var payment = PaymentOf(call) ?? "POSTPAY_GB";
        var instance = new PrometheusInstance(call.AccountId, NewId(), call["ClusterName"], type, call.Now)
        {
            PaymentType = payment,
            StorageDuration = Storage(call, "Duration", payment) ?? 90,
            ArchiveDuration = Archive(call) ?? 0,
            GrafanaInstanceId = call["GrafanaInstanceId"],
            ResourceGroupId = ArmsRules.ResourceGroup(call),
            AuthToken = RandomNumberGenerator.GetHexString(64, lowercase: true),
            Tags = call.Pairs("Tags").ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal),
        };
        world.Arms.Put(instance);
        return ArmsAnswers.Data(call, instance.ClusterId);
    }

    private Answer Get(RpcCall call)
    {
        ArmsRules.CheckRegion(call, world);
        return Found(call, instance => ArmsAnswers.Data(call, InstanceView.Whole(instance, world)));
    }

    /// <summary>The list is JSON text inside the answer.</summary>
    private Answer List(RpcCall call)
    {
        ArmsRules.CheckRegion(call, world);
        call.Required("ShowGlobalView");
        var found = Listed(call).Select(instance => InstanceView.Short(instance, world.Options.Region))
            .Where(view => call["ClusterType"].Length == 0 || view["clusterType"]!.GetValue<string>() == call["ClusterType"]);
        return ArmsAnswers.Data(call, new JsonArray([.. found]).ToJsonString(JsonText.Options));
    }

    private Answer ListByTag(RpcCall call)
    {
        ArmsRules.CheckRegion(call, world);
        var wanted = call.Pairs("Tag");
        var found = Listed(call)
            .Where(instance => call["ResourceGroupId"].Length == 0 || instance.ResourceGroupId == call["ResourceGroupId"])
            .Where(instance => wanted.All(tag => instance.Tags.GetValueOrDefault(tag.Key) == tag.Value))
            .Select(instance => InstanceView.Whole(instance, world));
        return ArmsAnswers.TextCode(call, new JsonObject { ["PrometheusInstances"] = new JsonArray([.. found]) });
    }

    private Answer Update(RpcCall call)
    {
        ArmsRules.CheckRegion(call, world);
        CheckPolicies(call);
        return Found(call, instance =>
        {
            var payment = PaymentOf(call) ?? instance.PaymentType;
            var changes = payment != instance.PaymentType;
            if (changes && instance.PaymentChanged is not null)
                throw ArmsRules.Invalid("PaymentType may be changed only once.");
            world.Arms.Put(instance with
            {
                PaymentType = payment,
                PaymentChanged = changes ? call.Now : instance.PaymentChanged,
                StorageDuration = Storage(call, "StorageDuration", payment) ?? instance.StorageDuration,
                ArchiveDuration = Archive(call) ?? instance.ArchiveDuration,
                EnableAuthToken = Flag(call, "EnableAuthToken", instance.EnableAuthToken),
                EnableAuthFreeRead = Flag(call, "EnableAuthFreeRead", instance.EnableAuthFreeRead),
                AuthFreeReadPolicy = call.Has("AuthFreeReadPolicy") ? call["AuthFreeReadPolicy"] : instance.AuthFreeReadPolicy,
                EnableAuthFreeWrite = Flag(call, "EnableAuthFreeWrite", instance.EnableAuthFreeWrite),
                AuthFreeWritePolicy = call.Has("AuthFreeWritePolicy") ? call["AuthFreeWritePolicy"] : instance.AuthFreeWritePolicy,
                ResourceGroupId = call["ResourceGroupId"] is { Length: > 0 } group ? group : instance.ResourceGroupId,
            });
            return ArmsAnswers.Data(call, "success");
        });
    }

    private static void CheckPolicies(RpcCall call)
    {
        foreach (var name in new[] { "AuthFreeReadPolicy", "AuthFreeWritePolicy" })
        {
            if (SourcePolicy.Wrong(call[name]) is { } wrong)
                throw ArmsRules.Invalid($"{name} has '{wrong}', which is no address and no CIDR.");
        }
    }

    private Answer Bind(RpcCall call)
    {
        ArmsRules.CheckRegion(call, world);
        var grafana = call.Required("GrafanaInstanceId");
        return Found(call, instance =>
        {
            world.Arms.Put(instance with { GrafanaInstanceId = grafana });
            return ArmsAnswers.Data(call, "success");
        });
    }

    private Answer Uninstall(RpcCall call)
    {
        ArmsRules.CheckRegion(call, world);
        return Found(call, instance =>
        {
            world.Arms.Remove(instance.ClusterId);
            return ArmsAnswers.Data(call, "true");
        });
    }

    private Answer GetToken(RpcCall call)
    {
        ArmsRules.CheckRegion(call, world);
        var newest = world.Arms.Instances.Values.Where(instance => instance.AccountId == call.AccountId).MaxBy(instance => instance.Created);
        return ArmsAnswers.Members(call, ("Token", newest?.AuthToken ?? ""));
    }

    private Answer ChangeGroup(RpcCall call)
    {
        ArmsRules.CheckRegion(call, world);
        var group = call.Required("NewResourceGroupId");
        if (ArmsRules.Find(call, world, call.Required("ResourceId")) is not { } instance)
            return ArmsRules.NotFound(call, world);
        world.Arms.Put(instance with { ResourceGroupId = group });
        return ArmsAnswers.Data(call, "success");
    }

    /// <summary>By creation, without those that lists do not show yet.</summary>
    private IEnumerable<PrometheusInstance> Listed(RpcCall call) => world.Arms.ShownInstances(call)
        .Where(instance => instance.Created + world.ListLag <= call.Now)
        .OrderBy(instance => instance.Created).ThenBy(instance => instance.ClusterId, StringComparer.Ordinal);

    private Answer Found(RpcCall call, Func<PrometheusInstance, Answer> then) =>
        ArmsRules.Find(call, world, call.Required("ClusterId")) is { } instance ? then(instance) : ArmsRules.NotFound(call, world);

    private static string? PaymentOf(RpcCall call) => call["PaymentType"] switch
    {
        "" => null,
        "POSTPAY" or "POSTPAY_GB" => call["PaymentType"],
        var other => throw ArmsRules.Invalid($"PaymentType '{other}' must be POSTPAY or POSTPAY_GB."),
    };

    private static int? Storage(RpcCall call, string name, string payment)
    {
        var allowed = payment == "POSTPAY" ? s_storageBySamples : s_storageByVolume;
        return call.Number(name) is not { } days || allowed.Contains(days) ? call.Number(name) : throw ArmsRules.Invalid($"{name} {days} must be one of {string.Join(", ", allowed)} days with {payment}.");
    }

    private static int? Archive(RpcCall call) => call.Number("ArchiveDuration") is not { } days || s_archive.Contains(days)
        ? call.Number("ArchiveDuration")
        : throw ArmsRules.Invalid($"ArchiveDuration {days} must be one of {string.Join(", ", s_archive)} days.");

    private static bool Flag(RpcCall call, string name, bool before) => call[name] switch
    {
        "" => before,
        "true" => true,
        "false" => false,
        var other => throw ArmsRules.Invalid($"{name} '{other}' must be true or false."),
    };

    private static string NewId() => $"rw-{RandomNumberGenerator.GetHexString(26, lowercase: true)}";
}
