using Sonde.Operator.Api;
using Sonde.Operator.Desired;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Reconcile;

/// <summary>Warns of a metrics page that anybody can read.</summary>
internal static class MetricsExposure
{
    /// <summary>Sets <c>MetricsExposed</c>, or takes it away.</summary>
    public static void Note(LlmFunction function)
    {
        if (PublicPage.Of(function) is { } page)
            Conditions.Set(function.Status!, function.Metadata.Generation, ConditionTypes.MetricsExposed, ConditionStatus.True, Reasons.AnonymousTrigger, Message(function, page));
        else
            Conditions.Remove(function.Status!, ConditionTypes.MetricsExposed);
    }

    private static string Message(LlmFunction function, string page) =>
        $"{(function.Spec.Http!.PublicUrl == false ? "Anybody in the VPC" : "Anybody")} can read {page} of the function, since http.auth is Anonymous; "
        + (function.Spec.Observability?.Start is AgentStart.Proxy ? "remove observability.proxy.exposeMetrics" : "use observability.start Proxy, which hides it") + ", or http.auth Signed.";
}
