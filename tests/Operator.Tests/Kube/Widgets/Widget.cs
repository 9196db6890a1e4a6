using k8s;
using k8s.Models;

namespace Sonde.Testing.Widgets;

/// <summary>A kind that only the tests know: the runtime must work for any.</summary>
[KubernetesEntity(Group = "kube.example.com", ApiVersion = "v1", Kind = "Widget", PluralName = "widgets")]
public sealed class Widget : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "kube.example.com/v1";

    public string Kind { get; set; } = "Widget";

    public V1ObjectMeta Metadata { get; set; } = new();

    public WidgetSpec Spec { get; set; } = new();

    public WidgetStatus? Status { get; set; }
}
