using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>Tells people of what happened, as Events of the entity.</summary>
public interface IEventRecorder
{
    /// <summary>
    /// Queues one Event and returns at once. The same note about the same entity within ten minutes is told once. Never fails: where the API server
    /// refuses, or notes come faster than they are written, an Event is dropped and counted.
    /// </summary>
    void Record(IKubernetesObject<V1ObjectMeta> entity, EventNote note);
}
