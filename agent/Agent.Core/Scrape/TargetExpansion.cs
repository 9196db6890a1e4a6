using System.Text;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Relabel;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Scrape;

/// <summary>From a job to its targets: static addresses, their labels, and the target rules.</summary>
internal static class TargetExpansion
{
    private const string Address = "__address__";
    private const string Scheme = "__scheme__";
    private const string Path = "__metrics_path__";
    private const string ParameterPrefix = "__param_";

    /// <summary>The targets of a job, less those that its rules drop; equal ones once.</summary>
    /// <exception cref="FormatException">A rule cannot be compiled, or the rules make an address that is none.</exception>
    public static IReadOnlyList<ScrapeTarget> Of(ScrapeJob job)
    {
        Relabeler rules = new(job.RelabelRules);
        return [.. job.Targets.Select(target => Expand(job, target, rules)).OfType<ScrapeTarget>().Distinct()];
    }

    private static ScrapeTarget? Expand(ScrapeJob job, StaticTarget target, Relabeler rules)
    {
        var labels = Discovered(job, target);
        if (!rules.Apply(labels) || labels.Get(Address).Length == 0)
            return null;

        var url = UrlOf(job, labels);
        if (!labels.Contains("instance"))
            labels.Set("instance", labels.Get(Address));
        labels.RemoveWhere(static label => label.Name.StartsWith("__", StringComparison.Ordinal));
        return new(job, url, new(labels.Labels));
    }

    private static LabelSet Discovered(ScrapeJob job, StaticTarget target)
    {
        LabelSet labels = new();
        labels.Set("job", job.JobName);
        labels.Set(Address, target.Address);
        labels.Set(Scheme, job.Scheme);
        labels.Set(Path, job.MetricsPath);
        labels.Set("__scrape_interval__", PrometheusDuration(job.Interval));
        labels.Set("__scrape_timeout__", PrometheusDuration(job.Timeout));
        foreach (var parameter in job.Parameters)
            labels.Set(ParameterPrefix + parameter.Name, parameter.Values.IsEmpty ? "" : parameter.Values[0]);
        foreach (var label in target.Labels)
            labels.Set(label.Name, label.Value);
        return labels;
    }

    private static Uri UrlOf(ScrapeJob job, LabelSet labels)
    {
        var text = $"{labels.Get(Scheme)}://{labels.Get(Address)}{(labels.Get(Path) is ['/', ..] path ? path : "/" + labels.Get(Path))}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
            throw new FormatException($"job '{job.JobName}': '{text}' is not a URL; a target is host:port");

        var query = Query(job, labels);
        return query.Length == 0 ? url : new UriBuilder(url) { Query = query }.Uri;
    }

    private static string Query(ScrapeJob job, LabelSet labels)
    {
        StringBuilder query = new();
        foreach (var parameter in job.Parameters)
        {
            // The rules may have changed the first value; the others are as configured.
            foreach (var value in parameter.Values.Skip(1).Prepend(labels.Get(ParameterPrefix + parameter.Name)))
                query.Append(query.Length == 0 ? "" : "&").Append(Uri.EscapeDataString(parameter.Name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return query.ToString();
    }

    private static string PrometheusDuration(TimeSpan duration) =>
        duration.Milliseconds == 0 ? $"{(long)duration.TotalSeconds}s" : $"{(long)duration.TotalMilliseconds}ms";
}
