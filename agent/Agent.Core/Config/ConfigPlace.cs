namespace Sonde.Agent.Core.Config;

/// <summary>Where in the files something stands. Lines and columns count from 1.</summary>
/// <param name="File">Name of the file as it was given.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public readonly record struct ConfigPlace(string File, int Line, int Column)
{
    /// <summary><c>file:line:column</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
