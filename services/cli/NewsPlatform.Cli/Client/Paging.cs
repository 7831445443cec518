using System.Runtime.CompilerServices;

namespace NewsPlatform.Cli.Client;

/// <summary>Lists that come in pages.</summary>
internal static class Paging
{
    /// <summary>All items, page after page, up to <paramref name="limit"/>.</summary>
    /// <param name="ask">Asks for at most so many items after a token; answers the items and the next token, empty at the end.</param>
    /// <param name="pageSize">Items asked for at once.</param>
    /// <param name="limit">Items wanted; null for all.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async IAsyncEnumerable<T> AllAsync<T>(
        Func<int, string, Task<(IReadOnlyList<T> Items, string Next)>> ask,
        int pageSize,
        int? limit,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = limit ?? int.MaxValue;
        var token = "";
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (items, next) = await ask(Math.Min(left, pageSize), token);
            foreach (var item in items)
            {
                if (left-- == 0)
                {
                    yield break;
                }

                yield return item;
            }

            // A server that hands out the same token again would never end.
            if (next == token)
            {
                yield break;
            }

            token = next;
        }
        while (token.Length > 0 && left > 0);
    }
}
