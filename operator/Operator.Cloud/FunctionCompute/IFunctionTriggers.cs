namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Triggers of a function.</summary>
public interface IFunctionTriggers
{
    /// <summary>A trigger; null when it, or its function, is absent.</summary>
    Task<Trigger?> FindTriggerAsync(string functionName, string triggerName, CancellationToken cancellation);

    /// <summary>The triggers of a function; none when the function is absent.</summary>
    IAsyncEnumerable<Trigger> ListTriggersAsync(string functionName, CancellationToken cancellation);

    /// <summary>The triggers of a function whose names begin so; none when the function is absent.</summary>
    /// <param name="functionName">Function.</param>
    /// <param name="prefix">Begin of the name; null: any.</param>
    /// <param name="cancellation">Cancels the call.</param>
    IAsyncEnumerable<Trigger> ListTriggersAsync(string functionName, string? prefix, CancellationToken cancellation);

    /// <summary>Makes a trigger. After <see cref="CloudException.MayHaveHappened"/> find it by its name before creating again.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.AlreadyExists"/>: the name is taken.</exception>
    Task<Trigger> CreateTriggerAsync(string functionName, NewTrigger trigger, CancellationToken cancellation);

    /// <summary>Changes the fields that are not null in <paramref name="change"/>. The URL of an HTTP trigger survives.</summary>
    Task<Trigger> UpdateTriggerAsync(string functionName, string triggerName, TriggerUpdate change, CancellationToken cancellation);

    /// <summary>Removes a trigger. The URL of an HTTP trigger is lost for good.</summary>
    Task DeleteTriggerAsync(string functionName, string triggerName, CancellationToken cancellation);
}
