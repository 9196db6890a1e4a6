namespace Sonde.Engine.Models;

/// <summary>The model cannot be loaded. The engine exits with code 1, as the real one does.</summary>
internal sealed class ModelException(string message) : Exception(message);
