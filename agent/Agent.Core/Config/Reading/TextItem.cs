namespace Sonde.Agent.Core.Config.Reading;

/// <summary>One text of a list.</summary>
/// <param name="Value">With variables expanded.</param>
/// <param name="Raw">As the file has it: what messages may show.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Path">Its path.</param>
internal readonly record struct TextItem(string Value, string Raw, ConfigPlace Place, string Path);
