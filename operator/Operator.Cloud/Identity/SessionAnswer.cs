using Sonde.Operator.Cloud.Credentials;

namespace Sonde.Operator.Cloud.Identity;

/// <summary>What STS gives for a role. No text form: all of it is secret.</summary>
internal sealed class SessionAnswer
{
    public SessionKey? Credentials { get; init; }

    internal sealed class SessionKey
    {
        public string? AccessKeyId { get; init; }

        public string? AccessKeySecret { get; init; }

        public string? SecurityToken { get; init; }

        public DateTimeOffset? Expiration { get; init; }

        /// <summary>Null when a part is missing.</summary>
        public AccessKey? ToKey() => this is { AccessKeyId.Length: > 0, AccessKeySecret.Length: > 0, SecurityToken.Length: > 0 }
            ? new(AccessKeyId, AccessKeySecret, SecurityToken, Expiration)
            : null;
    }
}
