using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Core.Scrape;

/// <summary>One page to scrape. Two equal targets would be scraped alike.</summary>
/// <param name="Job">The job it belongs to.</param>
/// <param name="Url">Where the page is.</param>
/// <param name="Labels">What identifies the target in every series.</param>
internal sealed record ScrapeTarget(ScrapeJob Job, Uri Url, TargetLabels Labels)
{
    public override string ToString() => $"{Labels.Get("job")} at {Url.GetLeftPart(UriPartial.Path)}";
}
