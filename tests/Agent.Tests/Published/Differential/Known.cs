using System.Globalization;
using System.Text.RegularExpressions;

namespace Sonde.Agent.Tests.Published.Differential;

/// <summary>The differences that are meant, each with its reason.</summary>
internal static partial class Known
{
    private static readonly string[] s_escaped = ["01-accept-underscore-names", "sglang-main-2026-07-openmetrics-underscores", "vllm-v1-main-2026-03-openmetrics-underscores"];
    private static readonly string[] s_withStarts = ["open-created", "vllm-v1-main-2026-03-openmetrics-underscores"];
    private static readonly string[] s_failing = ["broken-lines", "failures", "label-limit", "open-broken", "sample-limit"];
    private static readonly string[] s_repeating = ["06-duplicate-series-in-page", "duplicates", "escapes", "own-labels"];
    private static readonly string[] s_withoutNumbers = ["02-prom-nan-negative", "llamacpp-server-2025-old-nan"];

    /// <summary>From every Prometheus.</summary>
    public static IReadOnlyList<KnownDifference> Always { get; } =
    [
        KnownDifference.OfSpelling(
            "An engine that was asked for OpenMetrics escapes the colons of its names; we give them back, as its HELP lines have them, so that dashboards find the series.",
            one => one.Line.Replace("__name__=sglang:", "__name__=sglang_", StringComparison.Ordinal).Replace("__name__=vllm:", "__name__=vllm_", StringComparison.Ordinal)),
        KnownDifference.OfLines(
            "_created of OpenMetrics is the start time of its series; Prometheus makes a series of it.",
            one => s_withStarts.Contains(one.Job) && (one.Line.Contains("_created ", StringComparison.Ordinal) ? !one.IsOurs : IsCount(one.Line))),
        KnownDifference.OfLines(
            "-nan is a number, and a word for nothing costs its line; Prometheus loses the page.",
            one => s_withoutNumbers.Contains(one.Job)),
        KnownDifference.OfLines(
            "A page that fails ends all its series. Prometheus forgets those that stand before the fault: for their readers they go on for five minutes.",
            one => s_failing.Contains(one.Job) && one.Line.EndsWith(" stale", StringComparison.Ordinal)),
        KnownDifference.OfLines(
            "A series that comes twice on a page has its first value. Prometheus sends a second one of the same time where it is spelt differently, and one named like its own report.",
            one => s_repeating.Contains(one.Job) && !one.IsOurs && !IsCount(one.Line)),
        KnownDifference.OfLines(
            "scrape_series_added counts series. Prometheus counts spellings, and not those whose sample was refused.",
            one => one.Line.Contains("__name__=scrape_series_added", StringComparison.Ordinal)),
        KnownDifference.OfSpelling(
            "Prometheus' encoder takes -0 for the zero that need not be written.",
            one => one.Line.EndsWith(" -0", StringComparison.Ordinal) ? one.Line[..^3] + " 0" : one.Line),
    ];

    /// <summary>From those before 3.0.</summary>
    public static IReadOnlyList<KnownDifference> Before3 { get; } =
    [
        KnownDifference.OfSpelling("le and quantile have the spelling of Prometheus 3; before, they stayed as the page had them.", one => Bound().Replace(one.Line, OneSpelling)),
        KnownDifference.OfLines(
            "A blank at the begin of a line, a # that nothing follows, and quoted names are no reason to lose the page.",
            one => one.Job is "layout" or "16-escapes-and-oddities"),
    ];

    /// <summary>From 3.0 on.</summary>
    public static IReadOnlyList<KnownDifference> From3 { get; } =
    [
        KnownDifference.OfLines("A blank at the begin of a line is not part of the name.", one => one.Job == "layout"),
        KnownDifference.OfLines("Metadata is of the engine's families; Prometheus adds some for its own report.", one => !one.IsOurs && OwnReport().IsMatch(one.Line)),
        KnownDifference.OfLines(
            "A name with its colons back is that of a family, so it has type and help.",
            one => one.IsOurs && s_escaped.Contains(one.Job) && one.Line.Contains(" type ", StringComparison.Ordinal)),
    ];

    private static bool IsCount(string line) => line.Contains("__name__=scrape_", StringComparison.Ordinal);

    private static string OneSpelling(Match bound) => $"{bound.Groups["name"].Value}={double.Parse(bound.Groups["bound"].ValueSpan, CultureInfo.InvariantCulture):R}";

    [GeneratedRegex("\\b(?<name>le|quantile)=(?<bound>[0-9][0-9.e+-]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bound();

    [GeneratedRegex("__name__=(up|scrape_[a-z_]+) .*type 2 ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnReport();
}
