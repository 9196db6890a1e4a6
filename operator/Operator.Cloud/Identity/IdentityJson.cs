using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.Identity;

[JsonSourceGenerationOptions(RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(CallerIdentity))]
[JsonSerializable(typeof(SessionAnswer))]
internal sealed partial class IdentityJson : JsonSerializerContext;
