namespace Sonde.Agent.Tests.Published.Differential;

/// <summary>What a page answers to one scrape.</summary>
/// <param name="Text">The page; <c>@N</c> in it becomes the script's begin plus N seconds, in milliseconds.</param>
internal sealed record PageFrame(string Text)
{
    /// <summary>An engine that is up and has nothing to tell, which is well-formed in both formats.</summary>
    public static PageFrame Empty { get; } = new("# EOF\n");

    /// <summary>An engine that cannot answer.</summary>
    public static PageFrame Unavailable { get; } = new("starting\n") { Status = 503 };

    public int Status { get; init; } = 200;

    /// <summary>The connection ends in the middle of the body.</summary>
    public bool IsTorn { get; init; }
}
