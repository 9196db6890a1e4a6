namespace Sonde.Emulator.Instances;

/// <summary>Which door a request came through; <c>x-fc-control-path</c> tells it to the instance (fc-runtime.md 5).</summary>
public enum InvokeKind
{
    /// <summary>The URL of an HTTP trigger: method and path as the client sent them, <c>/http-invoke</c>.</summary>
    HttpTrigger,

    /// <summary>InvokeFunction: <c>POST /invoke</c> with the payload.</summary>
    Invocation,
}
