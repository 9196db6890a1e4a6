using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Sonde.Operator.Kube;

/// <summary>Puts the runtime and its controllers into a program.</summary>
public static class KubeRegistration
{
    /// <summary>Keeps an index over the objects of a kind.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="name">Name to ask <see cref="IStore{T}.ByIndex"/> by.</param>
    /// <param name="values">Object → the values under which it is to be found; none leaves it out.</param>
    /// <typeparam name="T">Kind of the objects.</typeparam>
    public static IServiceCollection AddIndex<T>(this IServiceCollection services, string name, Func<T, IEnumerable<string>> values)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        services.AddSingleton(new IndexDeclaration<T>(name, values));
}
