using System.Runtime.CompilerServices;

namespace Sonde.Operator.Cloud.Http;

/// <summary>Lists that come page by page, each page with the token of the next.</summary>
internal static class Pages
{
    /// <summary>The items of all pages. A page is read when the one before is used up.</summary>
    /// <param name="read">Reads the page of a token, the first one's is null. An answer without a token is the last.</param>
    /// <param name="cancellation">Cancels the calls.</param>
    public static async IAsyncEnumerable<T> AllAsync<T>(Func<string?, CancellationToken, Task<(IEnumerable<T>? Items, string? Next)>> read, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (string? token = null; ;)
        {
            var (items, next) = await read(token, cancellation);
            foreach (var item in items ?? [])
                yield return item;

            // A token that does not move on would make us read one page for ever.
            if (string.IsNullOrEmpty(next) || next == token)
                yield break;
            token = next;
        }
    }
}
