namespace Sonde.Agent.Core.Exposition;

/// <summary>What a line of a page is.</summary>
internal enum LineKind
{
    /// <summary>There are no more lines at hand.</summary>
    End,

    /// <summary><c>name{labels} value [timestamp]</c>.</summary>
    Sample,

    /// <summary><c># HELP</c>, <c># TYPE</c> or <c># UNIT</c>.</summary>
    Metadata,

    /// <summary><c># EOF</c>, after which nothing may come.</summary>
    EndOfPage,
}
