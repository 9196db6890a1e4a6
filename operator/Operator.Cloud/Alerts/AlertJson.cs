using System.Text.Json.Serialization;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.Alerts;

/// <summary>The wire of both generations.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(OlderRuleAnswer))]
[JsonSerializable(typeof(OlderListAnswer))]
[JsonSerializable(typeof(NewerRuleAnswer))]
[JsonSerializable(typeof(NewerListAnswer))]
[JsonSerializable(typeof(IReadOnlyList<AlertPair>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<long>))]
internal sealed partial class AlertJson : JsonSerializerContext;

internal sealed record OlderRuleAnswer(WireRule? PrometheusAlertRule);

internal sealed record OlderListAnswer(IReadOnlyList<WireRule>? PrometheusAlertRules);

internal sealed record NewerRuleAnswer(WireRule? AlertRule);

internal sealed record NewerListAnswer(NewerPage? PageBean);

internal sealed record NewerPage(IReadOnlyList<WireRule>? AlertRules, [property: JsonConverter(typeof(LooseNumber))] long Total);
