namespace Sonde.Agent.Core.Config.Reading;

/// <summary>One entry of <c>service.pipelines</c>: ids of components that exist and that we know.</summary>
internal sealed record CollectorPipeline(IReadOnlyList<string> Receivers, IReadOnlyList<string> Processors, IReadOnlyList<string> Exporters)
{
    public static IReadOnlyList<CollectorPipeline> ReadAll(Section service, Components receivers, Components processors, Components exporters)
    {
        var all = new List<CollectorPipeline>();
        var pipelines = service.Child("pipelines");
        foreach (var entry in pipelines?.Entries ?? [])
        {
            if (Names.TypeOf(entry.Key) != "metrics")
                pipelines!.Fault(entry.Key, "is not a pipeline of metrics; allowed: metrics or metrics/<name>.");
            else if (pipelines!.Child(entry.Key) is { } pipeline)
                all.Add(ReadOne(pipeline, receivers, processors, exporters));
        }

        if (all.Count == 0 && pipelines?.Entries.Any() is not true)
            service.Fault("pipelines", "is required: metrics: {receivers: […], processors: […], exporters: […]}.");
        RequireOneSource(service, all);
        return all;
    }

    private static CollectorPipeline ReadOne(Section pipeline, Components receivers, Components processors, Components exporters)
    {
        var read = new CollectorPipeline(Ids(pipeline, receivers), Ids(pipeline, processors), Ids(pipeline, exporters));
        foreach (var key in (ReadOnlySpan<string>)["receivers", "exporters"])
        {
            if (!pipeline.Has(key))
                pipeline.Fault(key, "is required.");
        }

        pipeline.Close();
        return read;
    }

    private static List<string> Ids(Section pipeline, Components components) =>
        [.. pipeline.Texts(components.Kind).Where(id => components.Check(id.Value, id.Place, id.Path, pipeline.Faults)).Select(id => id.Value)];

    /// <summary>Every destination gets every sample, so two pipelines may differ in where they end but not in where they begin.</summary>
    private static void RequireOneSource(Section service, List<CollectorPipeline> all)
    {
        if (all.Any(pipeline => !pipeline.Receivers.ToHashSet(StringComparer.Ordinal).SetEquals(all[0].Receivers)))
            service.Fault("pipelines", "have different receivers; every pipeline must list the same ones, since every destination gets every sample.");
        foreach (var twice in all.SelectMany(pipeline => pipeline.Exporters).GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            service.Fault("pipelines", $"use the exporter \"{twice.Key}\" twice; every sample would arrive twice.");
    }
}
