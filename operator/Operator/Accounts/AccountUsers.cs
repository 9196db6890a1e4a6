using k8s;
using k8s.Models;
using Sonde.Operator.Api;
using Sonde.Operator.Kube;

namespace Sonde.Operator.Accounts;

/// <summary>The objects that need an account, by what they name.</summary>
internal sealed class AccountUsers(IStore<LlmFunction> functions, IStore<MetricsPipeline> pipelines, IStore<PrometheusInstance> instances)
{
    /// <summary>Kinds and names, sorted.</summary>
    public IReadOnlyList<string> Of(CloudAccount account) =>
        [.. Names(functions, account, f => f.Spec)
            .Concat(Names(pipelines, account, p => p.Spec))
            .Concat(Names(instances, account, i => i.Spec.External is null ? i.Spec : null))
            .Order(StringComparer.Ordinal)];

    /// <summary>Name of the account that an object uses.</summary>
    public static string NameFor(IManagedSpec spec) => spec.AccountRef?.Name ?? SondeApi.DefaultAccountName;

    private static IEnumerable<string> Names<T>(IStore<T> store, CloudAccount account, Func<T, IManagedSpec?> spec) where T : class, IKubernetesObject<V1ObjectMeta> =>
        store.List()
            .Where(e => e.Metadata.NamespaceProperty == account.Metadata.NamespaceProperty && spec(e) is { } s && NameFor(s) == account.Metadata.Name)
            .Select(e => $"{e.Kind} {e.Metadata.Name}");
}
