using System.Text.Json.Nodes;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>One function and all that hangs on it. Only touched under the lock of <see cref="FunctionStore"/>.</summary>
internal sealed class FunctionEntry(FunctionRecord latest, DateTimeOffset created)
{
    public const string LatestQualifier = "LATEST";

    public FunctionRecord Latest { get; set; } = latest;

    /// <summary>What callers declared for LATEST, without what the service filled in; an update is merged into this.</summary>
    public JsonObject Declared { get; set; } = [];

    public DateTimeOffset Created { get; } = created;

    /// <summary>When lists may show it; reads by name never wait.</summary>
    public DateTimeOffset ListedFrom { get; set; } = created;

    /// <summary>Until then the state is Pending.</summary>
    public DateTimeOffset PendingUntil { get; set; } = created;

    /// <summary>Until then the last update is InProgress.</summary>
    public DateTimeOffset UpdatingUntil { get; set; } = created;

    /// <summary>Why the function could not be created; empty when it could.</summary>
    public string CreateFault { get; set; } = "";

    /// <summary>Why the last update failed; empty when it did not.</summary>
    public string UpdateFault { get; set; } = "";

    /// <summary>What serves while the last update is a failed one.</summary>
    public FunctionRecord? LastGood { get; set; }

    /// <summary>What the platform says of the function by itself, laid over what GetFunction answers.</summary>
    public JsonObject Platform { get; set; } = [];

    public SortedDictionary<string, JsonObject> Triggers { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<int, FunctionVersion> Versions { get; } = [];

    public SortedDictionary<string, JsonObject> Aliases { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, JsonObject> Provisions { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, JsonObject> Scalings { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, JsonObject> Asyncs { get; } = new(StringComparer.Ordinal);

    public int? ReservedConcurrency { get; set; }

    public int LastVersion { get; set; }

    /// <summary>As it is now, to be kept: what hangs on it is replaced and never changed in place.</summary>
    public FunctionEntry Copy()
    {
        var copy = new FunctionEntry(Latest, Created) { ListedFrom = ListedFrom, ReservedConcurrency = ReservedConcurrency };
        Add(Triggers, copy.Triggers);
        Add(Versions, copy.Versions);
        Add(Aliases, copy.Aliases);
        Add(Provisions, copy.Provisions);
        Add(Scalings, copy.Scalings);
        Add(Asyncs, copy.Asyncs);
        return copy;
    }

    /// <summary>The record that runs for a qualifier: after a failed update the old one goes on to serve.</summary>
    public FunctionRecord? Serving(string qualifier) => At(qualifier) is { VersionId: "0" } latest ? LastGood ?? latest : At(qualifier);

    /// <summary>The record that a qualifier stands for; null when there is no such version or alias.</summary>
    public FunctionRecord? At(string qualifier)
    {
        if (qualifier is "" or LatestQualifier or "0")
            return Latest;
        if (Aliases.TryGetValue(qualifier, out var alias))
            return At(alias["versionId"]?.GetValue<string>() ?? "");
        return int.TryParse(qualifier, out var id) && Versions.TryGetValue(id, out var version) ? version.Record : null;
    }

    public IReadOnlyList<InstanceTarget> Targets() =>
    [
        .. Provisions.Select(pair => new InstanceTarget(pair.Key, Count(pair.Value, "defaultTarget"), Flag(pair.Value, "alwaysAllocateCPU"), Flag(pair.Value, "alwaysAllocateGPU"))),
        // A scaling config has no switch for allocation; the pricing page suggests hibernation between requests (fc-runtime.md 3).
        .. Scalings.Select(pair => new InstanceTarget(pair.Key, Count(pair.Value, "minInstances"), AlwaysAllocateCpu: false, AlwaysAllocateGpu: false)),
    ];

    private static void Add<TKey, TValue>(SortedDictionary<TKey, TValue> from, SortedDictionary<TKey, TValue> to)
        where TKey : notnull
    {
        foreach (var (key, value) in from)
            to[key] = value;
    }

    private static int Count(JsonObject config, string name) => (int)(config.Number(name) ?? 0);

    private static bool Flag(JsonObject config, string name) => config.Flag(name) ?? true;
}
