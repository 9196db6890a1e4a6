namespace Sonde.Operator.Api;

/// <summary>Which account and region, with which credentials.</summary>
[Rule("!has(oldSelf.accountId) || has(self.accountId)", "accountId cannot be removed")]
public sealed record CloudAccountSpec
{
    /// <summary>Alibaba Cloud region, for example cn-hangzhou. Another region is another account object.</summary>
    [Required, Length(32, Min = 4), Pattern("^[a-z]{2}(-[a-z0-9]+)+$"), Rule("self == oldSelf", "region is immutable; create another account object")]
    public string Region { get; set; } = "";

    /// <summary>The account that the credentials must belong to (16 digits, quoted). Another one stalls every object that uses this account: Stalled/AccountMismatch.</summary>
    [Pattern("^[0-9]{16}$"), Rule("self == oldSelf", "accountId is immutable")]
    public string? AccountId { get; set; }

    /// <summary>Where the operator's own credentials come from.</summary>
    [Required]
    public AccountCredentials Credentials { get; set; } = new();

    /// <summary>Addresses of the services, where they are not the public ones of the region: private networks, tests.</summary>
    public ServiceEndpoints? Endpoints { get; set; }

    /// <summary>Which of the region's addresses to use. Public when absent.</summary>
    public NetworkKind? Network { get; set; }

    /// <summary>Calls per second that the operator may make, by service, for all objects of this account together.</summary>
    [Items(8), MapList("service")]
    public List<RateLimit>? RateLimits { get; set; }

    /// <summary>
    /// Written into the owner tag of everything created. A cluster rebuilt from Git with the same value takes its resources back; two live clusters must not share it. The UID of the kube-system namespace when absent.
    /// </summary>
    [Length(63, Min = 1), Pattern("^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$")]
    public string? OwnerId { get; set; }

    /// <summary>Tags of every resource that is created for this account.</summary>
    [Entries(10, ValueLength = 128)]
    [Rule(SondeApi.TagKeysRule, SondeApi.TagKeysMessage)]
    public Dictionary<string, string>? DefaultTags { get; set; }

    /// <summary>Policies of every object that uses this account and does not say otherwise.</summary>
    public AccountDefaults? Defaults { get; set; }
}
