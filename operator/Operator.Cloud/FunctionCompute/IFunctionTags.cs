namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Tags of a function.</summary>
public interface IFunctionTags
{
    /// <summary>Adds or replaces tags of a function.</summary>
    /// <param name="functionArn"><see cref="Function.FunctionArn"/>.</param>
    /// <param name="tags">Up to 20.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task TagFunctionAsync(string functionArn, IReadOnlyList<Tag> tags, CancellationToken cancellation);

    /// <summary>Removes tags of a function by key.</summary>
    Task UntagFunctionAsync(string functionArn, IReadOnlyList<string> keys, CancellationToken cancellation);

    /// <summary>The tags of a function.</summary>
    IAsyncEnumerable<Tag> ListTagsAsync(string functionArn, CancellationToken cancellation);
}
