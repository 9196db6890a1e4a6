using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Function Compute's wire: camelCase, null is not sent, empty is.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(Function))]
[JsonSerializable(typeof(NewFunction))]
[JsonSerializable(typeof(FunctionConfig))]
[JsonSerializable(typeof(FunctionPage))]
[JsonSerializable(typeof(Trigger))]
[JsonSerializable(typeof(NewTrigger))]
[JsonSerializable(typeof(TriggerUpdate))]
[JsonSerializable(typeof(TriggerPage))]
[JsonSerializable(typeof(HttpTriggerConfig))]
[JsonSerializable(typeof(ProvisionConfig))]
[JsonSerializable(typeof(ProvisionStatus))]
[JsonSerializable(typeof(ProvisionPage))]
[JsonSerializable(typeof(ScalingConfig))]
[JsonSerializable(typeof(ScalingStatus))]
[JsonSerializable(typeof(ScalingPage))]
[JsonSerializable(typeof(ConcurrencyConfig))]
[JsonSerializable(typeof(ConcurrencyPage))]
[JsonSerializable(typeof(InstanceList))]
[JsonSerializable(typeof(FunctionCode))]
[JsonSerializable(typeof(FunctionVersion))]
[JsonSerializable(typeof(PublishRequest))]
[JsonSerializable(typeof(VersionPage))]
[JsonSerializable(typeof(FunctionAlias))]
[JsonSerializable(typeof(NewAlias))]
[JsonSerializable(typeof(AliasUpdate))]
[JsonSerializable(typeof(AliasPage))]
[JsonSerializable(typeof(AsyncInvokeConfig))]
[JsonSerializable(typeof(AsyncInvokeStatus))]
[JsonSerializable(typeof(AsyncInvokePage))]
[JsonSerializable(typeof(DisableRequest))]
[JsonSerializable(typeof(ResourceGroupRequest))]
[JsonSerializable(typeof(RegionList))]
[JsonSerializable(typeof(TagRequest))]
[JsonSerializable(typeof(TagPage))]
[JsonSerializable(typeof(IReadOnlyList<Tag>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class FunctionComputeJson : JsonSerializerContext;
