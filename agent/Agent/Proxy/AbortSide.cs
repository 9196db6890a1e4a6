namespace Sonde.Agent.Proxy;

/// <summary>Who broke a request off.</summary>
internal enum AbortSide
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>The caller.</summary>
    Client,

    /// <summary>The engine, in the middle of its answer or of the request's body.</summary>
    Engine,

    /// <summary>The engine took no connection or closed it without an answer.</summary>
    Unanswered,
}
