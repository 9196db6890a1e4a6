namespace Sonde.Agent.Core.Config;

/// <summary>How a request proves who sends it. Never prints its secret.</summary>
public abstract record HttpAuth
{
    private HttpAuth() { }

    /// <summary><c>Authorization: Basic …</c>.</summary>
    public sealed record Basic(string Username, string Password) : HttpAuth
    {
        /// <inheritdoc/>
        public override string ToString() => "basic auth";
    }

    /// <summary><c>Authorization: &lt;scheme&gt; &lt;token&gt;</c>; the scheme is <c>Bearer</c> unless the file says another.</summary>
    public sealed record Bearer(string Token, string Scheme = "Bearer") : HttpAuth
    {
        /// <inheritdoc/>
        public override string ToString() => "bearer token";
    }
}
