namespace Sonde.Agent.Core.Exposition;

/// <summary>What a line of a page is.</summary>
internal enum LineKind
{
    /// <summary>The page has ended.</summary>
    End,

    /// <summary><c>name{labels} value [timestamp]</c>.</summary>
    Sample,

    /// <summary><c># HELP</c> or <c># TYPE</c>.</summary>
    Metadata,
}
