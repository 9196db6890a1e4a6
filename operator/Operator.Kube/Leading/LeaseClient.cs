using System.Diagnostics.CodeAnalysis;
using System.Net;
using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>Tries to hold, renew and release one Lease. Each write carries the resource version it was based on, so of two candidates one is refused.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class LeaseClient(KubeApi api, LeaseOptions options, TimeProvider clock)
{
    private readonly string _all = $"apis/coordination.k8s.io/v1/namespaces/{options.Namespace}/leases";
    private LeaseRecord? _seen;

    private string One => $"{_all}/{options.Name}";

    /// <summary>Takes the Lease if it is free or ran out, or renews it if it is ours.</summary>
    /// <returns>False where another holds it.</returns>
    /// <exception cref="KubeApiException">Refused; a conflict where another wrote at the same time.</exception>
    public async Task<bool> TryHoldAsync(CancellationToken cancellation)
    {
        if (await FindAsync(cancellation) is not { } lease)
            return await CreateAsync(cancellation);

        Observe(lease);
        if (!IsOurs(lease) && !IsFree(lease))
            return false;
        Observe(await PutAsync(Held(lease), cancellation));
        return true;
    }

    /// <summary>Gives the Lease up, so that the next leader need not wait for it to run out.</summary>
    public async Task ReleaseAsync(CancellationToken cancellation)
    {
        if (await FindAsync(cancellation) is not { } lease || !IsOurs(lease))
            return;
        lease.Spec.HolderIdentity = "";
        lease.Spec.LeaseDurationSeconds = 1;
        lease.Spec.RenewTime = clock.GetUtcNow().UtcDateTime;
        await PutAsync(lease, cancellation);
    }

    private bool IsOurs(V1Lease lease) => lease.Spec?.HolderIdentity == options.Identity;

    private bool IsFree(V1Lease lease)
    {
        if (string.IsNullOrEmpty(lease.Spec?.HolderIdentity))
            return true;
        var theirs = TimeSpan.FromSeconds(lease.Spec.LeaseDurationSeconds ?? 0);
        var duration = theirs > options.Duration ? theirs : options.Duration;
        return _seen is { } seen && clock.GetElapsedTime(seen.SeenAt) > duration;
    }

    private void Observe(V1Lease lease)
    {
        if (_seen?.IsSameAs(lease) is not true)
            _seen = new(lease, clock.GetTimestamp());
    }

    private V1Lease Held(V1Lease lease)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var isNew = !IsOurs(lease);
        lease.Spec ??= new();
        if (isNew)
        {
            lease.Spec.AcquireTime = now;
            lease.Spec.LeaseTransitions = (lease.Spec.LeaseTransitions ?? 0) + 1;
        }
        lease.Spec.HolderIdentity = options.Identity;
        lease.Spec.LeaseDurationSeconds = (int)Math.Ceiling(options.Duration.TotalSeconds);
        lease.Spec.RenewTime = now;
        lease.Metadata.ManagedFields = null;
        return lease;
    }

    private async Task<V1Lease?> FindAsync(CancellationToken cancellation)
    {
        try
        {
            return KubernetesJson.Deserialize<V1Lease>(await api.GetAsync(One, cancellation));
        }
        catch (KubeApiException e) when (e.Status is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<bool> CreateAsync(CancellationToken cancellation)
    {
        var lease = new V1Lease
        {
            ApiVersion = "coordination.k8s.io/v1",
            Kind = "Lease",
            Metadata = new() { Name = options.Name, NamespaceProperty = options.Namespace },
        };
        Observe(KubernetesJson.Deserialize<V1Lease>(await api.PostAsync(_all, KubernetesJson.Serialize(Held(lease)), cancellation)));
        return true;
    }

    private async Task<V1Lease> PutAsync(V1Lease lease, CancellationToken cancellation) =>
        KubernetesJson.Deserialize<V1Lease>(await api.PutAsync(One, KubernetesJson.Serialize(lease), cancellation));
}
