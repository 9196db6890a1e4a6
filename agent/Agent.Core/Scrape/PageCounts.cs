using System.Runtime.InteropServices;

namespace Sonde.Agent.Core.Scrape;

/// <summary>What one page had in it.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct PageCounts
{
    /// <summary>Samples on the page, before any rule.</summary>
    public int Scraped;

    /// <summary>Samples that the metric rules let through, duplicates included.</summary>
    public int AfterRelabeling;

    /// <summary>Series that the scrape before did not have.</summary>
    public int Added;

    /// <summary>Second and later samples of a series in one page.</summary>
    public int Duplicates;

    /// <summary>Lines with a word where the value should be.</summary>
    public int Skipped;

    /// <summary>Samples whose own timestamp is not newer than the one before, or far in the future.</summary>
    public int BadTimestamps;
}
