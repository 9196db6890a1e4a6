using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.Identity;

[JsonSourceGenerationOptions(RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(CallerIdentity))]
internal sealed partial class IdentityJson : JsonSerializerContext;
