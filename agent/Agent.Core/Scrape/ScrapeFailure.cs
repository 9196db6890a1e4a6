namespace Sonde.Agent.Core.Scrape;

/// <summary>Why a scrape failed.</summary>
internal enum ScrapeFailure
{
    /// <summary>No connection, or it broke.</summary>
    Connection,

    /// <summary>Not done within the timeout, body included.</summary>
    Timeout,

    /// <summary>Another status than 200.</summary>
    Status,

    /// <summary>A redirect to another server, or too many.</summary>
    Redirect,

    /// <summary>The answer is not a metrics page.</summary>
    ContentType,

    /// <summary>The page is larger than <c>body_size_limit</c>.</summary>
    BodySize,

    /// <summary>The page is not in the text format.</summary>
    Parse,

    /// <summary>More samples than <c>sample_limit</c>.</summary>
    SampleLimit,

    /// <summary>More or longer labels than the job allows.</summary>
    LabelLimit,
}
