namespace Sonde.Operator.Cloud;

/// <summary>What a failed call means to the caller. Every service's codes are mapped onto these and nothing else leaks out.</summary>
public enum CloudErrorKind
{
    /// <summary>No answer, a 5xx, or a broken connection. Retry with back-off; after a create, look first whether it happened.</summary>
    Unavailable,

    /// <summary>Too many calls. Retry after the delay that the service names, else with back-off.</summary>
    Throttled,

    /// <summary>Somebody changed the resource at the same time, or it is still changing. Read again, then retry.</summary>
    Conflict,

    /// <summary>The name is taken.</summary>
    AlreadyExists,

    /// <summary>Something else must be removed first (triggers, scaling, objects, a retention rule).</summary>
    Blocked,

    /// <summary>The resource is not there.</summary>
    NotFound,

    /// <summary>The credentials are unknown, expired, or may not do this. Only a person can help.</summary>
    Denied,

    /// <summary>A quota of the account is used up, or its bill is unpaid. Only a person can help.</summary>
    QuotaExceeded,

    /// <summary>The request can never succeed as it is. Only a change of the spec, or of our code, can help.</summary>
    Invalid,
}
