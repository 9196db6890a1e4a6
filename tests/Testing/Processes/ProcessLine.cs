namespace Sonde.Testing.Processes;

/// <summary>One line that a child wrote.</summary>
/// <param name="Text">Without the line end.</param>
/// <param name="IsError">It came by standard error.</param>
public readonly record struct ProcessLine(string Text, bool IsError);
