namespace Sonde.Operator.Cloud;

/// <summary>(status, code) → kind; the only table of codes. The code decides; the status decides for codes that we do not know.</summary>
public static class CloudErrors
{
    /// <summary>The pool has no card free: that takes minutes, not milliseconds. Comes as <see cref="CloudErrorKind.Unavailable"/>.</summary>
    public const string NoCapacity = "ResourcePoolInsufficientCapacity";

    private static readonly Dictionary<string, CloudErrorKind> s_byCode = new(StringComparer.OrdinalIgnoreCase)
    {
        ["FunctionNotFound"] = CloudErrorKind.NotFound,
        ["AsyncConfigNotExists"] = CloudErrorKind.NotFound,
        ["NoSuchKey"] = CloudErrorKind.NotFound,
        ["NoSuchBucket"] = CloudErrorKind.NotFound,
        ["NoSuchUpload"] = CloudErrorKind.NotFound,
        ["404"] = CloudErrorKind.NotFound,

        // A path, an operation or a version that the address does not serve: taken as "absent" it would make us create twice.
        ["PathNotSupported"] = CloudErrorKind.Invalid,
        ["InvalidAction.NotFound"] = CloudErrorKind.Invalid,
        ["InvalidVersion"] = CloudErrorKind.Invalid,
        ["InvalidApi.NotFound"] = CloudErrorKind.Invalid,

        ["AccessDenied"] = CloudErrorKind.Denied,
        ["SignatureNotMatch"] = CloudErrorKind.Denied,
        ["SignatureDoesNotMatch"] = CloudErrorKind.Denied,
        ["IncompleteSignature"] = CloudErrorKind.Denied,
        ["RequestTimeTooSkewed"] = CloudErrorKind.Denied,
        ["SecurityTokenExpired"] = CloudErrorKind.Denied,
        ["UserDisable"] = CloudErrorKind.Denied,

        ["ConcurrentUpdateError"] = CloudErrorKind.Conflict,
        ["PreconditionFailed"] = CloudErrorKind.Conflict,
        ["PositionNotEqualToLength"] = CloudErrorKind.Conflict,
        ["ObjectNotAppendable"] = CloudErrorKind.Conflict,

        ["FunctionNotEmpty"] = CloudErrorKind.Blocked,
        ["BucketNotEmpty"] = CloudErrorKind.Blocked,
        ["FileImmutable"] = CloudErrorKind.Blocked,
        ["ProvisionConfigExist"] = CloudErrorKind.Blocked,
        ["ResidentScalingConfigExists"] = CloudErrorKind.Blocked,

        ["ResourceThrottled"] = CloudErrorKind.Throttled,
        ["ResourceExhausted"] = CloudErrorKind.Throttled,
        ["TooManyRequests"] = CloudErrorKind.Throttled,
        ["QpsLimitExceeded"] = CloudErrorKind.Throttled,
        ["DownloadTrafficRateLimitExceeded"] = CloudErrorKind.Throttled,
        ["UploadTrafficRateLimitExceeded"] = CloudErrorKind.Throttled,

        ["TooManyBuckets"] = CloudErrorKind.QuotaExceeded,

        ["RequestTimeout"] = CloudErrorKind.Unavailable,
        ["SignatureNonceUsed"] = CloudErrorKind.Unavailable,
        ["ServiceUnavailable"] = CloudErrorKind.Unavailable,
        ["InternalError"] = CloudErrorKind.Unavailable,
        ["InternalServerError"] = CloudErrorKind.Unavailable,
        [NoCapacity] = CloudErrorKind.Unavailable,
    };

    // In this order: InvalidAccessKeyId.NotFound comes with status 404 and is no absent resource.
    private static readonly (string Begin, CloudErrorKind Kind)[] s_byBegin =
    [
        ("InvalidAccessKeyId", CloudErrorKind.Denied),
        ("InvalidSecurityToken", CloudErrorKind.Denied),
        ("InvalidTimeStamp", CloudErrorKind.Denied),
        ("Forbidden", CloudErrorKind.Denied),
        ("NoPermission", CloudErrorKind.Denied),
        ("Unauthorized", CloudErrorKind.Denied),
        ("Throttling", CloudErrorKind.Throttled),
        ("QuotaExceeded", CloudErrorKind.QuotaExceeded),
        ("EntityNotExist", CloudErrorKind.NotFound),
    ];

    private static readonly (string End, CloudErrorKind Kind)[] s_byEnd =
    [
        ("AlreadyExists", CloudErrorKind.AlreadyExists),
        ("NotFound", CloudErrorKind.NotFound),
        ("QuotaExceeded", CloudErrorKind.QuotaExceeded),
        ("LimitExceeded", CloudErrorKind.QuotaExceeded),
    ];

    /// <summary>What a refusal means to the caller.</summary>
    /// <param name="status">HTTP status; 200 for a refusal inside a good answer.</param>
    /// <param name="code">The service's code; empty when it gave none.</param>
    public static CloudErrorKind KindOf(int status, string code)
    {
        if (s_byCode.TryGetValue(code, out var kind))
            return kind;

        foreach (var (begin, meant) in s_byBegin)
        {
            if (code.StartsWith(begin, StringComparison.OrdinalIgnoreCase))
                return meant;
        }

        foreach (var (end, meant) in s_byEnd)
        {
            if (code.EndsWith(end, StringComparison.OrdinalIgnoreCase))
                return meant;
        }

        return ByStatus(status, code);
    }

    private static CloudErrorKind ByStatus(int status, string code) => status switch
    {
        401 or 403 => CloudErrorKind.Denied,
        404 => CloudErrorKind.NotFound,
        408 => CloudErrorKind.Unavailable,
        409 or 412 => CloudErrorKind.Conflict,
        429 => CloudErrorKind.Throttled,
        >= 500 => CloudErrorKind.Unavailable,

        // Some refusals inside HTTP 200 carry a status as their code.
        200 when int.TryParse(code, out var inner) && inner is >= 400 and < 600 => ByStatus(inner, ""),
        _ => CloudErrorKind.Invalid,
    };
}
