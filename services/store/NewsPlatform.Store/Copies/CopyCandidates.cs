using System.Runtime.InteropServices;
using NewsPlatform.Store.Articles;

namespace NewsPlatform.Store.Copies;

/// <summary>The articles that a group of new ones may be copies of: stored ones, and the earlier ones of the group.</summary>
internal sealed class CopyCandidates(double similarity, List<CopyCandidate> stored)
{
    private readonly List<CopyCandidate> all = stored;

    /// <summary>The earliest article with the same text, or null for an original.</summary>
    public CopyCandidate? Find(byte[] minHash)
    {
        if (minHash.Length > 0)
        {
            foreach (var candidate in all)
            {
                if (Similarity(minHash, candidate.MinHash) >= similarity)
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    /// <summary>Adds a new article, so that later ones of the same group find it.</summary>
    public void Add(StoredArticle article)
    {
        if (article.MinHash.Length > 0)
        {
            all.Add(new CopyCandidate { Id = article.Id, CopyOf = article.CopyOf, Story = article.Story, MinHash = article.MinHash });
        }
    }

    /// <summary>The share of minima that two signatures have in common; 0 when either text was too short to sign.</summary>
    internal static double Similarity(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.Length < sizeof(uint) || one.Length != other.Length)
        {
            return 0;
        }

        // Equality of minima does not depend on the byte order.
        var ones = MemoryMarshal.Cast<byte, uint>(one);
        var others = MemoryMarshal.Cast<byte, uint>(other);
        var equal = 0;
        for (var i = 0; i < ones.Length; i++)
        {
            equal += ones[i] == others[i] ? 1 : 0;
        }

        return (double)equal / ones.Length;
    }
}

/// <summary>An article that another may be a copy of.</summary>
internal sealed class CopyCandidate
{
    public required string Id { get; init; }

    /// <summary>The original that it is itself a copy of; empty for an original.</summary>
    public required string CopyOf { get; init; }

    public required string Story { get; init; }

    public required byte[] MinHash { get; init; }

    /// <summary>The article that a copy of this one is a copy of.</summary>
    public string Original => CopyOf.Length > 0 ? CopyOf : Id;
}
