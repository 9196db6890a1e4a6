using Sonde.Emulator.Http;

namespace Sonde.Emulator.Signing;

/// <summary>How a refused ACS3 signature is worded: FC has names of its own for two of the cases (fc.md 9, signing.md 1.6).</summary>
internal sealed class Acs3Errors(bool functionCompute)
{
    public Refusal Unsigned() => functionCompute
        ? new(400, "MissingRequiredHeader", "required HTTP header Authorization was not specified or is not of ACS3-HMAC-SHA256")
        : new(400, "MissingParameter", "The input parameter \"Authorization\" that is mandatory for processing this request is not supplied.");

    public Refusal UnknownKey() => functionCompute
        ? new(403, "InvalidAccessKeyID", "the AccessKey ID is invalid")
        : new(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");

    public Refusal WrongSignature() => functionCompute
        ? new(403, "SignatureNotMatch", "the request signature we calculated does not match the signature you provided")
        : new(400, "SignatureDoesNotMatch", "Specified signature does not match our calculation.");

    public Refusal Expired() => new(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");

    public Refusal NonceUsed() => new(400, "SignatureNonceUsed", "Specified signature nonce was used already.");

    public Refusal WrongToken() => new(403, "InvalidSecurityToken.MismatchWithAccessKey", "Specified SecurityToken mismatch with the AccessKey.");

    public Refusal TokenExpired() => new(403, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.");
}
