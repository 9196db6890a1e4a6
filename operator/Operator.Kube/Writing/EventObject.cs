using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>A note → an Event of the core group, the form that <c>kubectl describe</c> and <c>kubectl get events</c> read on every version. Pure but for its name.</summary>
internal static class EventObject
{
    private const int LongestMessage = 1024;
    private const int LongestReason = 128;
    private const int LongestNameStem = 200;
    private const string NamespaceOfClusterScope = "default";

    public static Corev1Event Of(IKubernetesObject<V1ObjectMeta> entity, EventNote note, string component, DateTimeOffset now)
    {
        var metadata = entity.Metadata;
        var scope = string.IsNullOrEmpty(metadata.NamespaceProperty) ? NamespaceOfClusterScope : metadata.NamespaceProperty;
        return new()
        {
            ApiVersion = "v1",
            Kind = "Event",
            Metadata = new() { Name = $"{Cut(metadata.Name, LongestNameStem)}.{Guid.NewGuid():N}", NamespaceProperty = scope },
            InvolvedObject = new()
            {
                ApiVersion = entity.ApiVersion,
                Kind = entity.Kind,
                Name = metadata.Name,
                NamespaceProperty = metadata.NamespaceProperty,
                Uid = metadata.Uid,
                ResourceVersion = metadata.ResourceVersion,
            },
            Type = note.Severity.ToString(),
            Reason = Cut(note.Reason, LongestReason),
            Message = Cut(note.Message, LongestMessage),
            Source = new() { Component = component },
            ReportingComponent = component,
            ReportingInstance = component,
            FirstTimestamp = now.UtcDateTime,
            LastTimestamp = now.UtcDateTime,
            Count = 1,
        };
    }

    private static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var end = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
        return text[..end] + "…";
    }
}
