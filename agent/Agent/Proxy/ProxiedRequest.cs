using Microsoft.AspNetCore.Http;

namespace Sonde.Agent.Proxy;

/// <summary>One request on its way through: when its first byte went, and what must be done before its last one does.</summary>
internal sealed class ProxiedRequest(HttpContext context, Func<Task> beforeEnd, TimeProvider clock)
{
    private readonly long _begun = clock.GetTimestamp();
    private TimeSpan? _firstByte;
    private Task? _ending;

    /// <summary>Time until now.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_begun);

    /// <summary>Time until the first byte of the body went to the caller; for an answer without a body, until its end.</summary>
    public TimeSpan FirstByte => _firstByte ?? Elapsed;

    /// <summary>Length of the body as announced; null where it is not.</summary>
    public long? BodyLength => context.Response.ContentLength;

    public void BodyBegins() => _firstByte ??= Elapsed;

    /// <summary>To be awaited before the answer's last byte goes; counts once however often it is called.</summary>
    public Task EndAsync() => _ending ??= beforeEnd();
}
