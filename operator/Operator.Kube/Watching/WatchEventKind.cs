namespace Sonde.Operator.Kube;

/// <summary>What a line of a watch tells.</summary>
internal enum WatchEventKind
{
    /// <summary>The object is new or changed.</summary>
    Put,

    /// <summary>The object is gone.</summary>
    Removed,

    /// <summary>Only the resource version moved on.</summary>
    Bookmark,
}
