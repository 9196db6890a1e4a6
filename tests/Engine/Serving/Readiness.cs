namespace Sonde.Engine.Serving;

/// <summary>Whether the model is loaded.</summary>
internal sealed class Readiness
{
    /// <summary>True once requests are answered.</summary>
    public bool IsReady { get; set; }
}
