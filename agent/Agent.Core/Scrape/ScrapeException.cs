using System.Diagnostics.CodeAnalysis;

namespace Sonde.Agent.Core.Scrape;

/// <summary>A scrape that failed as a whole: <c>up</c> is 0 and nothing of the page is kept.</summary>
/// <param name="reason">What kind of failure; the label of the counter.</param>
/// <param name="message">What happened and what to do about it.</param>
/// <param name="inner">What it was found by.</param>
[SuppressMessage("Design", "CA1064", Justification = "Never leaves this assembly.")]
internal sealed class ScrapeException(ScrapeFailure reason, string message, Exception? inner = null) : Exception(message, inner)
{
    public ScrapeFailure Reason { get; } = reason;
}
