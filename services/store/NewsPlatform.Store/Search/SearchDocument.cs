using System.Runtime.InteropServices;
using System.Text;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Store.Search;

/// <summary>The words of an article, as each database indexes them.</summary>
internal sealed class SearchDocument
{
    // A tsvector holds at most 1 MB of words and positions; these bounds keep the worst text (every word different) under it.
    private const int MaxWords = 40_000;
    private const int MaxBytes = 400_000;

    private readonly List<SearchWord> title;
    private readonly List<SearchWord> authors;
    private readonly List<SearchWord> text;

    private SearchDocument(List<SearchWord> title, List<SearchWord> authors, List<SearchWord> text)
    {
        this.title = title;
        this.authors = authors;
        this.text = text;
    }

    /// <summary>Reads the words of an article.</summary>
    public static SearchDocument Of(Article article) => new(
        SearchText.Split(article.Title, 200),
        SearchText.Split(string.Join(" \n ", article.Authors.Take(50).Select(author => author.Name)), 200),
        SearchText.Split(article.Standfirst.Length > 0 ? $"{article.Standfirst}\n{article.Text}" : article.Text, MaxWords));

    /// <summary>Columns of the FTS5 table: words between spaces.</summary>
    public (string Title, string Authors, string Text) ForSqlite() => (Join(title), Join(authors), Join(text));

    /// <summary>
    /// A literal of tsvector: <c>'word':1A,7C 'next':2A</c>. Written here instead of by <c>to_tsvector</c>, so that both
    /// databases hold the same words; these are letters and digits and need no quoting. Each word once with all its places: the
    /// server reads half the text and has little to sort, and reading these is much of what indexing costs it.
    /// </summary>
    public string ForPostgres()
    {
        var all = title.Count + authors.Count + text.Count;
        var places = new List<(int Position, char Weight, int Next)>(all);
        var ends = new Dictionary<string, (int First, int Last)>(all / 2, StringComparer.Ordinal);
        var position = 0;
        var bytes = 0;
        Add(title, 'A');
        Add(authors, 'B');
        Add(text, 'C');

        var builder = new StringBuilder(all * 10);
        foreach (var (word, (first, _)) in ends)
        {
            builder.Append('\'').Append(word).Append('\'');
            var mark = ':';
            for (var at = first; at >= 0; at = places[at].Next)
            {
                builder.Append(mark).Append(places[at].Position).Append(places[at].Weight);
                mark = ',';
            }

            builder.Append(' ');
        }

        return builder.ToString();

        void Add(List<SearchWord> words, char weight)
        {
            foreach (var word in words)
            {
                bytes += Encoding.UTF8.GetByteCount(word.Text);
                if (bytes > MaxBytes)
                {
                    return;
                }

                // Positions end at 16,383; words beyond are found, only not as a phrase.
                position = Math.Min(position + 1, 16_383);
                ref var end = ref CollectionsMarshal.GetValueRefOrAddDefault(ends, word.Text, out var known);
                if (known)
                {
                    CollectionsMarshal.AsSpan(places)[end.Last].Next = places.Count;
                    end.Last = places.Count;
                }
                else
                {
                    end = (places.Count, places.Count);
                }

                places.Add((position, weight, -1));
            }

            // No phrase reaches from one field into the next.
            position = Math.Min(position + 1, 16_383);
        }
    }

    private static string Join(List<SearchWord> words) => string.Join(' ', words.Select(word => word.Text));
}
