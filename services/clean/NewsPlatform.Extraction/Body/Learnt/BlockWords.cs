using System.Buffers;

namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>
/// The first words of a page's blocks as hashes, read once for all that asks for them. Case does not count; an ideograph with the one before it is a word. The
/// hashes lie in a rented array, which goes back when this is disposed.
/// </summary>
internal sealed class BlockWords : IDisposable
{
    /// <summary>Most words of a block: furniture is short, and an article's first words tell enough.</summary>
    public const int MaxWords = 100;

    private const int MaxLine = 10;
    private const uint Prime = 16777619;

    private readonly int[] starts;
    private readonly uint[] ends;
    private uint[] hashes = ArrayPool<uint>.Shared.Rent(4096);
    private int count;

    /// <summary>Reads the words of all blocks.</summary>
    public BlockWords(List<TextBlock> blocks)
    {
        starts = new int[blocks.Count + 1];
        ends = new uint[blocks.Count];
        for (var i = 0; i < blocks.Count; i++)
        {
            var read = Read(blocks[i].Text, MaxWords);
            starts[i + 1] = count;
            ends[i] = Ending(blocks[i].Text, hashes.AsSpan(starts[i], count - starts[i]), read);
        }
    }

    /// <summary>Words in all.</summary>
    public int Count => count;

    /// <summary>The words of a block.</summary>
    public ReadOnlySpan<uint> Of(int block) => hashes.AsSpan(starts[block], starts[block + 1] - starts[block]);

    /// <summary>A token of a block of at most ten words as a whole, or of a longer one's last two; 0 for a text without words. Numbers do not count.</summary>
    public uint LineOf(int block) => ends[block];

    /// <summary>The words of any text.</summary>
    public static uint[] In(string text)
    {
        using var words = new BlockWords([]);
        words.Read(text, int.MaxValue);
        return words.hashes[..words.count];
    }

    /// <summary>Three words in a row as one number, never 0.</summary>
    public static uint Triple(ReadOnlySpan<uint> words, int at) => (words[at] ^ (words[at + 1] * 31) ^ (words[at + 2] * 961)) | 1;

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<uint>.Shared.Return(hashes);
        hashes = [];
    }

    // Ideographs, Kana, Hangul syllables apart: scripts without blanks.
    private static bool IsAlone(char c) => c is (>= '\u3040' and <= '\u30ff') or (>= '\u3400' and <= '\u9fff') or (>= '\u0e00' and <= '\u0eff') or (>= '\uf900' and <= '\ufaff');

    /// <returns>Where it stopped reading.</returns>
    private int Read(string text, int max)
    {
        var words = 0;
        var i = 0;
        while (i < text.Length && words < max)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var (hash, next) = Word(text, i);
            i = next;
            words++;
            if (count == hashes.Length)
            {
                Grow();
            }

            hashes[count++] = hash;
        }

        return i;
    }

    // Words of digits get even hashes, others odd ones.
    private static (uint Hash, int Next) Word(string text, int i)
    {
        var hash = 2166136261u;
        if (IsAlone(text[i]))
        {
            // One ideograph says little: two in a row are as good as a word.
            hash = i > 0 && IsAlone(text[i - 1]) ? (hash ^ text[i - 1]) * Prime : hash;
            hash = (hash ^ char.ToLowerInvariant(text[i])) * Prime;
            return (char.IsDigit(text[i]) ? hash & ~1u : hash | 1, i + 1);
        }

        var letters = false;
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetterOrDigit(c))
            {
                // Digits have the bit that makes small letters of capitals.
                hash = (hash ^ (c | 0x20u)) * Prime;
                letters |= c > '9';
            }
            else if (c >= 0x80 && char.IsLetterOrDigit(c) && !IsAlone(c))
            {
                hash = (hash ^ char.ToLowerInvariant(c)) * Prime;
                letters |= !char.IsDigit(c);
            }
            else
            {
                break;
            }
        }

        return (letters ? hash | 1 : hash & ~1u, i);
    }

    private static uint Ending(string text, ReadOnlySpan<uint> first, int read)
    {
        Span<uint> tail = stackalloc uint[32];
        scoped var words = first;
        if (read < text.Length)
        {
            var found = 0;
            for (var i = Math.Max(read, text.Length - 60); i < text.Length && found < tail.Length;)
            {
                if (char.IsLetterOrDigit(text[i]))
                {
                    (tail[found++], i) = Word(text, i);
                }
                else
                {
                    i++;
                }
            }

            words = tail[..found];
        }

        uint line = 2166136261u, last = 0, before = 0;
        var letters = 0;
        foreach (var word in words)
        {
            if ((word & 1) == 1)
            {
                (before, last) = (last, word);
                line = (line * 31) ^ word;
                letters++;
            }
        }

        return letters == 0 ? 0 : first.Length <= MaxLine && read >= text.Length ? line : (before * 961) ^ last ^ 'e';
    }

    private void Grow()
    {
        var larger = ArrayPool<uint>.Shared.Rent(hashes.Length * 2);
        hashes.CopyTo(larger, 0);
        ArrayPool<uint>.Shared.Return(hashes);
        hashes = larger;
    }
}
