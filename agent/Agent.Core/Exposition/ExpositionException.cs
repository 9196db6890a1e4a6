namespace Sonde.Agent.Core.Exposition;

/// <summary>A page that is not in the text format. Nothing of it is kept: half a page would look like series that vanished.</summary>
/// <param name="message">What is wrong, for the person who runs the engine.</param>
public sealed class ExpositionException(string message) : Exception(message);
