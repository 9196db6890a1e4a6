using Sonde.Testing;

namespace Sonde.Integration.Kinds;

/// <summary>Our CRDs in the cluster of the run, known to kubectl and to clients.</summary>
internal static class InstalledKinds
{
    private static readonly string[] s_plurals = ["cloudaccounts", "llmfunctions", "metricspipelines", "prometheusinstances"];

    private static readonly SemaphoreSlim s_turn = new(1);
    private static bool s_installed;

    /// <summary>Applies crds/ and waits until each kind is served and told in discovery. May be called as often as one likes: only the first call works.</summary>
    public static async Task InstallAsync(ApiServerFixture api, CancellationToken cancellation)
    {
        await s_turn.WaitAsync(cancellation);
        try
        {
            if (!s_installed)
                await ApplyAsync(api, cancellation);
            s_installed = true;
        }
        finally
        {
            s_turn.Release();
        }
    }

    private static async Task ApplyAsync(ApiServerFixture api, CancellationToken cancellation)
    {
        (await api.Kubectl.RunAsync(cancellation, "apply", "--server-side", "--force-conflicts", "-f", RepositoryRoot.Combine("crds"))).OrThrow();
        await Eventually.TrueAsync("every kind is in discovery", TimeSpan.FromSeconds(30), async token =>
        {
            var listed = await api.Kubectl.RunAsync(token, "api-resources", "--api-group", "sonde.dev", "-o", "name", "--cached=false");
            return listed.ExitCode == 0 && s_plurals.All(plural => listed.Output.Contains(plural + ".sonde.dev", StringComparison.Ordinal));
        }, cancellation);
    }
}
