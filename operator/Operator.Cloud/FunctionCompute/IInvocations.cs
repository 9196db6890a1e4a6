namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Invocations, and the switch that stops them.</summary>
public interface IInvocations
{
    /// <summary>Runs a function, or leaves a request for it. Sent once: what others wrote must not run twice because a network broke.</summary>
    /// <returns>The function's answer; also when the function failed, which <see cref="InvocationResult.IsFunctionError"/> tells.</returns>
    /// <exception cref="CloudException">
    /// The service did not run it, or no whole answer came: <see cref="CloudException.MayHaveHappened"/> tells whether it may have run.
    /// <see cref="CloudErrorKind.Throttled"/>: no instance was free; the caller decides on another try. <c>AnswerTooLarge</c>: see <see cref="Invocation.MostBytes"/>.
    /// </exception>
    Task<InvocationResult> InvokeAsync(string functionName, Invocation invocation, CancellationToken cancellation);

    /// <summary>Stops invocations and ends provisioned instances; <see cref="Function.InvocationRestriction"/> tells of it afterwards.</summary>
    /// <param name="functionName">Function.</param>
    /// <param name="reason">Words for people, kept with the function; null: none.</param>
    /// <param name="abortOngoing">True: running requests are ended too.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task DisableInvocationAsync(string functionName, string? reason, bool abortOngoing, CancellationToken cancellation);

    /// <summary>Lets invocations in again.</summary>
    Task EnableInvocationAsync(string functionName, CancellationToken cancellation);
}
