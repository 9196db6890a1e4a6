using System.Globalization;
using Microsoft.Extensions.Logging;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Operator.Cloud.Http;

/// <summary>One service of one account: turn, signature, attempt, refusal, repetition. The one layer that repeats.</summary>
internal sealed class CloudTransport(
    HttpMessageInvoker http, IWireDialect dialect, ICredentials credentials, string account, TokenBucket bucket, TimeProvider clock, ILogger logger)
{
    private static readonly AccessKey s_none = new("", "");
    private readonly ClockOffset _clock = new(clock);

    /// <summary>The service's time as far as it is known.</summary>
    public DateTimeOffset TheirTime => _clock.Now();

    /// <summary>Sends a call until it succeeds or may not be repeated.</summary>
    /// <exception cref="CloudException">The last attempt's failure.</exception>
    public async Task<CloudAnswer> SendAsync(CloudRequest request, CancellationToken cancellation)
    {
        using var activity = CloudTelemetry.StartCall(dialect.Service, request.Operation, account);
        var renewed = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AttemptAsync(request, cancellation);
            }
            catch (CloudException failure) when (NextDelay(failure, request, attempt, ref renewed) is { } delay)
            {
                Log.Retrying(logger, account, failure.Message, attempt, delay);
                await Task.Delay(delay, clock, cancellation);
            }
        }
    }

    private TimeSpan? NextDelay(CloudException failure, CloudRequest request, int attempt, ref bool renewed)
    {
        if (request.Effect is CallEffect.Invoke)
            return RetryPolicy.DelayAfter(failure, request.Effect, attempt, Random.Shared.NextDouble());

        if (failure.TheirTime is { } theirs && _clock.Learn(theirs))
        {
            Log.ClockLearnt(logger, account, dialect.Service, theirs);
            return attempt < RetryPolicy.Attempts ? TimeSpan.Zero : null;
        }

        // The credentials have forgotten the key meanwhile; one that is refused again is not the clock's fault.
        if (IsExpired(failure) && credentials is IRenewable && !request.IsUnsigned)
            return !renewed && (renewed = true) ? TimeSpan.Zero : null;

        var delay = RetryPolicy.DelayAfter(failure, request.Effect, attempt, Random.Shared.NextDouble());
        if (failure is { Kind: CloudErrorKind.Throttled, Status: not null } && failure.Service == dialect.Service)
            bucket.Pause(failure.RetryAfter ?? delay ?? TimeSpan.Zero);
        return delay;
    }

    private async Task<CloudAnswer> AttemptAsync(CloudRequest request, CancellationToken cancellation)
    {
        var key = request.IsUnsigned ? s_none : await credentials.GetAsync(cancellation);
        if (await bucket.TakeAsync(RetryPolicy.LongestWait, cancellation) is (false, var wait))
            throw OwnLimit(request, wait);

        var started = clock.GetTimestamp();
        var code = "Cancelled";
        try
        {
            var signed = await ExchangeAsync(request, key, cancellation);
            var answer = signed.Answer;
            if (dialect.RefusalIn(answer) is { } refusal)
                throw WithTheirTime(Refusals.Of(dialect.Service, request, signed, refusal, clock.GetUtcNow()), answer);
            code = "OK";
            return answer;
        }
        catch (CloudException failure)
        {
            code = failure.Code;
            if (IsExpired(failure))
                (credentials as IRenewable)?.Discard(key);
            throw;
        }
        finally
        {
            CloudTelemetry.Attempted(account, dialect.Service, request.Operation, code, clock.GetElapsedTime(started));
        }
    }

    private static bool IsExpired(CloudException failure) =>
        failure.Code is "SecurityTokenExpired" or "InvalidAccessKeyId.NotFound" or "InvalidAccessKeyId" || failure.Code.StartsWith("InvalidSecurityToken", StringComparison.Ordinal);

    private async Task<SignedAnswer> ExchangeAsync(CloudRequest request, AccessKey key, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(CloudTimeouts.Of(request), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        using var message = MessageOf(request, key);
        HttpResponseMessage? response = null;
        try
        {
            response = await http.SendAsync(message, either.Token);
            return new(await AnswerReader.ReadAsync(response, request, (message.Content as CheckedContent)?.Crc ?? 0, either.Token), key, SignatureOf(message));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw NoAnswer(request, message.RequestUri!.Authority, e, flowed: request.Destination is not null && response is { IsSuccessStatusCode: true });
        }
        finally
        {
            response?.Dispose();
        }
    }

    // Both signatures stand at the end.
    private static string? SignatureOf(HttpRequestMessage message) =>
        message.Headers.NonValidated.TryGetValues("Authorization", out var values) ? values.ToString().Split('=')[^1] : null;

    private CloudException NoAnswer(CloudRequest request, string authority, Exception e, bool flowed)
    {
        var neverSent = e is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError };
        var (code, words) = e switch
        {
            OperationCanceledException => ("Timeout", $"{authority} gave no answer in time."),
            AnswerTooLargeException => ("AnswerTooLarge", e.Message),
            HttpRequestException h when neverSent => ("ConnectionFailed", $"{authority} is not reachable ({h.HttpRequestError}). Check the endpoint and the network."),
            _ => ("ConnectionLost", $"The connection to {authority} broke before the answer was complete."),
        };
        return new(e is AnswerTooLargeException ? CloudErrorKind.Invalid : CloudErrorKind.Unavailable, code, words, dialect.Service, request.Operation, e)
        {
            MayHaveHappened = !neverSent && request.Effect is not CallEffect.Read,
            IsFinal = flowed || e is AnswerTooLargeException,
        };
    }

    private CloudException OwnLimit(CloudRequest request, TimeSpan wait) =>
        new(CloudErrorKind.Throttled, "OwnRateLimit", "Too many calls of this account are waiting for their turn.", dialect.Service, request.Operation) { RetryAfter = wait, IsFinal = true };

    private HttpRequestMessage MessageOf(CloudRequest request, AccessKey key)
    {
        // The address goes out letter by letter as it was signed; Uri would tidy it otherwise.
        var address = new Uri(dialect.BaseOf(request) + dialect.TargetOf(request), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var message = new HttpRequestMessage(request.Method, address) { Content = ContentOf(request) };
        foreach (var (name, value) in dialect.Sign(request, address.Authority, key, _clock.Now()))
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    // The connection pool sends a request without a body again when the server closes in silence, up to four times. One with a body, be it
    // empty, it sends once: so a create gets one, and we alone decide on repetition.
    private static CheckedContent? ContentOf(CloudRequest request) => request switch
    {
        { Body: { } body } => new(body),
        { Effect: CallEffect.Create or CallEffect.Invoke } => new(ObjectBody.FromBytes(default)),
        _ => null,
    };

    private static CloudException WithTheirTime(CloudException refusal, CloudAnswer answer)
    {
        var aboutTime = refusal.Code is "RequestTimeTooSkewed" || refusal.Code.StartsWith("InvalidTimeStamp", StringComparison.Ordinal);
        if (aboutTime && DateTimeOffset.TryParse(answer.Header("Date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var theirs))
            refusal.TheirTime = theirs;
        return refusal;
    }
}
