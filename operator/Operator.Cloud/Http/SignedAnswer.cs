using Sonde.Operator.Cloud.Credentials;

namespace Sonde.Operator.Cloud.Http;

/// <summary>An answer with what its request was signed with, so that nothing of it is repeated to anybody. No record: a text form would show it.</summary>
internal sealed class SignedAnswer(CloudAnswer answer, AccessKey key, string? signature)
{
    public CloudAnswer Answer => answer;

    public AccessKey Key => key;

    /// <summary>Null for a call that is not signed.</summary>
    public string? Signature => signature;
}
