using System.Text;
using NewsPlatform.Hosting.Rpc;

namespace NewsPlatform.Store.Search;

/// <summary>
/// A query: words that must all be there, and "phrases". There are no operators, so nothing that a user types can be
/// taken for one; what reaches a database are letters and digits within its quotes.
/// </summary>
internal sealed class SearchQuery
{
    private const int MaxLength = 1000;
    private const int MaxTerms = 64;

    private readonly List<List<SearchWord>> terms;

    private SearchQuery(List<List<SearchWord>> terms) => this.terms = terms;

    /// <summary>Reads a query.</summary>
    /// <exception cref="Grpc.Core.RpcException">INVALID_FIELD: it is too long or holds no word.</exception>
    public static SearchQuery Parse(string query)
    {
        if (query.Length > MaxLength)
        {
            throw RpcErrors.InvalidField("query", $"{query.Length} characters are too many; give at most {MaxLength}.");
        }

        var found = new List<List<SearchWord>>();
        var parts = query.Split('"');
        for (var i = 0; i < parts.Length && found.Count < MaxTerms; i++)
        {
            // Between an even and an odd quotation mark is a phrase; a mark that is never closed is none.
            if (i % 2 == 1 && i < parts.Length - 1)
            {
                Add(parts[i]);
                continue;
            }

            // One written word can be several indexed ones (don't, U.S.): those stand side by side.
            foreach (var written in parts[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                Add(written);
            }
        }

        return found.Count > 0
            ? new SearchQuery(found)
            : throw RpcErrors.InvalidField("query", "it holds no word; give words or \"phrases\" of letters or digits.");

        void Add(string written)
        {
            var words = SearchText.Split(written, MaxTerms);

            // The lone character that ends a run: the article's run may go on where the query's ends.
            if (words.Count > 0 && words[^1].EndsRunOf > 1)
            {
                words.RemoveAt(words.Count - 1);
            }

            if (words.Count > 0 && found.Count < MaxTerms)
            {
                found.Add(words);
            }
        }
    }

    /// <summary>The query as a literal of tsquery: <c>('a' &lt;-> 'b') &amp; 'c'</c>.</summary>
    public string ForPostgres()
    {
        var builder = new StringBuilder();
        foreach (var term in terms)
        {
            builder.Append(builder.Length > 0 ? " & (" : "(");
            for (var i = 0; i < term.Count; i++)
            {
                builder.Append(i > 0 ? " <-> '" : "'").Append(term[i].Text).Append('\'');
                if (IsPrefix(term, i))
                {
                    builder.Append(":*");
                }
            }

            builder.Append(')');
        }

        return builder.ToString();
    }

    /// <summary>The query as an FTS5 expression: <c>"a b" AND "c"</c>.</summary>
    public string ForSqlite()
    {
        var builder = new StringBuilder();
        foreach (var term in terms)
        {
            builder.Append(builder.Length > 0 ? " AND \"" : "\"").AppendJoin(' ', term.Select(word => word.Text)).Append('"');
            if (IsPrefix(term, term.Count - 1))
            {
                // FTS5 takes the mark for the last word of the phrase.
                builder.Append(" *");
            }
        }

        return builder.ToString();
    }

    // A run of one character is the start of a pair, unless the article's run ends there too.
    private static bool IsPrefix(List<SearchWord> term, int index) => index == term.Count - 1 && term[index].EndsRunOf == 1;
}
