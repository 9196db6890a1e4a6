using Sonde.Operator.Cloud.Identity;

namespace Sonde.Operator.Cloud.Credentials;

/// <summary>The temporary key of a role: got once for all callers, renewed before it ends, never printed.</summary>
/// <remarks>
/// Equal when the role and the identity that assumes it are, so that equal connections share one session. Near its end the key is renewed beside the calls, which
/// go on with the old one; only a key that is about to end is waited for.
/// </remarks>
public sealed class SessionCredentials : ICredentials, IRenewable, IEquatable<SessionCredentials>
{
    /// <summary>What is asked for; no role may forbid it.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly (IIdentity Identity, object Role) _origin;
    private readonly Func<CancellationToken, Task<AccessKey>> _exchange;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private Session? _session;
    private Task<AccessKey>? _renewal;
    private DateTimeOffset _notBefore;

    private SessionCredentials(IIdentity identity, object role, Func<CancellationToken, Task<AccessKey>> exchange, TimeProvider clock)
    {
        _origin = (identity, role);
        _exchange = exchange;
        _clock = clock;
    }

    /// <summary>A role that <paramref name="identity"/>'s own key may assume.</summary>
    public static SessionCredentials Of(IIdentity identity, AssumedRole role, TimeProvider clock) =>
        new(identity, role, cancellation => identity.AssumeRoleAsync(role, Lifetime, cancellation), clock);

    /// <summary>A role that the token in a file may assume. <paramref name="identity"/> needs no key.</summary>
    public static SessionCredentials Of(IIdentity identity, OidcRole role, TimeProvider clock) =>
        new(identity, role, async cancellation => await identity.AssumeRoleWithOidcAsync(role, await role.ReadTokenAsync(cancellation), Lifetime, cancellation), clock);

    /// <summary>The exchange that runs or ran last.</summary>
    internal Task LastRenewal => _renewal ?? Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask<AccessKey> GetAsync(CancellationToken cancellation)
    {
        Task<AccessKey> renewal;
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            if (_session is { } session && now < session.MustRenew)
            {
                if (now >= session.MayRenew && now >= _notBefore)
                    _ = Renewal();
                return session.Key;
            }

            renewal = Renewal();
        }

        // The exchange is everybody's: who gives up waits no longer, but does not end it for the others.
        return await renewal.WaitAsync(cancellation);
    }

    void IRenewable.Discard(AccessKey key)
    {
        lock (_gate)
        {
            if (_session?.Key == key)
                _session = null;
        }
    }

    /// <inheritdoc/>
    public bool Equals(SessionCredentials? other) => other is not null && _origin.Equals(other._origin);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SessionCredentials);

    /// <inheritdoc/>
    public override int GetHashCode() => _origin.GetHashCode();

    /// <summary>The role; never a key.</summary>
    public override string ToString() => $"Session of {_origin.Role}";

    private Task<AccessKey> Renewal()
    {
        if (_renewal is { IsCompleted: false } running)
            return running;

        _renewal = Task.Run(RenewAsync);
        // Beside the calls nobody waits for it; a failure is then told by the next one that must.
        _ = _renewal.ContinueWith(failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return _renewal;
    }

    private async Task<AccessKey> RenewAsync()
    {
        try
        {
            var key = await _exchange(CancellationToken.None);
            lock (_gate)
                _session = Session.Beginning(key, _clock.GetUtcNow());
            return key;
        }
        catch (CloudException e)
        {
            lock (_gate)
                _notBefore = _clock.GetUtcNow() + Session.Pause;
            throw AsCredentials(e);
        }
    }

    // "No such role" must never read as "no such function", and the exchange has been repeated already: it is final for the call that needs the key.
    private static CloudException AsCredentials(CloudException e)
    {
        var kind = e.Kind is CloudErrorKind.Throttled or CloudErrorKind.Unavailable ? e.Kind : CloudErrorKind.Denied;
        return new(kind, e.Code, e.Detail, e.Service, e.Operation, e) { Status = e.Status, RequestId = e.RequestId, RetryAfter = e.RetryAfter, IsFinal = true };
    }
}
