namespace Sonde.Operator.Api;

/// <summary>What to do about differences between the spec and the cloud.</summary>
public sealed record DriftSettings
{
    /// <summary>Correct (put back), Report (show only) or Ignore. Correct when absent.</summary>
    public DriftPolicy? Policy { get; set; }

    /// <summary>Spec paths that someone else owns after creation, for example scaling.provisioned.target or env[LEVEL]; neither corrected nor reported, and kept when the function is updated for another reason.</summary>
    [Items(32), SetList, ItemLength(128, Min = 1), ItemPattern(@"^[a-z][A-Za-z0-9]*(\.[A-Za-z0-9_-]+|\[[A-Za-z0-9_.-]+\])*$")]
    [Rule("self.all(p, !(p in ['functionName','accountRef','accountRef.name','managed','managed.instanceName','artifacts','artifacts.bucket','artifacts.prefix']))",
        "identity fields cannot be ignored")]
    public List<string>? Ignore { get; set; }
}
