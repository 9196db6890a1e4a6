namespace Sonde.Agent.Core.Config;

/// <summary>How a request proves who sends it. Never prints its secret.</summary>
public abstract record HttpAuth
{
    private HttpAuth() { }

    /// <summary>Where the secret comes from, for messages: <c>environment variable SONDE_MAIN_PASSWORD</c>, <c>file /creds/password</c>. No part of what makes two equal.</summary>
    public string Source { get; init; } = "the config";

    /// <summary><c>Authorization: Basic …</c>. A file, where given, holds what stands in its place otherwise, and is read again while the agent runs.</summary>
    public sealed record Basic(string Username, string Password) : HttpAuth
    {
        /// <summary>Holds the username; null: <see cref="Username"/> is it.</summary>
        public string? UsernameFile { get; init; }

        /// <summary>Holds the password; null: <see cref="Password"/> is it.</summary>
        public string? PasswordFile { get; init; }

        /// <inheritdoc/>
        public bool Equals(Basic? other) => other is not null && (Username, Password, UsernameFile, PasswordFile) == (other.Username, other.Password, other.UsernameFile, other.PasswordFile);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Username, Password, UsernameFile, PasswordFile);

        /// <inheritdoc/>
        public override string ToString() => $"basic auth from {Source}";
    }

    /// <summary><c>Authorization: &lt;scheme&gt; &lt;token&gt;</c>; the scheme is <c>Bearer</c> unless the file says another.</summary>
    public sealed record Bearer(string Token, string Scheme = "Bearer") : HttpAuth
    {
        /// <summary>Holds the token, and is read again while the agent runs; null: <see cref="Token"/> is it.</summary>
        public string? TokenFile { get; init; }

        /// <inheritdoc/>
        public bool Equals(Bearer? other) => other is not null && (Token, Scheme, TokenFile) == (other.Token, other.Scheme, other.TokenFile);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Token, Scheme, TokenFile);

        /// <inheritdoc/>
        public override string ToString() => $"bearer token from {Source}";
    }
}
