using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NewsPlatform.Extraction.Body;

/// <summary>Text as it is put together, with runs of white space made one blank. A builder whose last character costs nothing to read.</summary>
/// <param name="capacity">Characters that there is room for before more is made.</param>
internal sealed class TextBuffer(int capacity = 256)
{
    private char[] characters = new char[capacity];

    /// <summary>Characters in it.</summary>
    public int Length { get; private set; }

    /// <summary>The last character.</summary>
    public char Last => characters[Length - 1];

    /// <summary>What is in it; valid until it changes.</summary>
    public ReadOnlySpan<char> Text => characters.AsSpan(0, Length);

    /// <summary>A character of it.</summary>
    public char this[int index] => characters[index];

    /// <summary>Adds one character.</summary>
    public void Append(char c)
    {
        Reserve(1);
        characters[Length++] = c;
    }

    /// <summary>Puts one character before others.</summary>
    public void Insert(int index, char c)
    {
        Reserve(1);
        Array.Copy(characters, index, characters, index + 1, Length - index);
        characters[index] = c;
        Length++;
    }

    /// <summary>Adds text, folded, until there are <paramref name="max"/> characters.</summary>
    public void AppendFolded(ReadOnlySpan<char> data, int max)
    {
        while (!data.IsEmpty)
        {
            var plain = Plain(data);
            if (plain > 0)
            {
                var taken = Math.Min(plain, Math.Max(0, max - Length));
                Reserve(taken);
                data[..taken].CopyTo(characters.AsSpan(Length));
                Length += taken;
                if (taken < plain)
                {
                    return;
                }

                data = data[plain..];
                continue;
            }

            var blanks = Blanks(data);
            if (blanks > 0 && Length > 0 && !char.IsWhiteSpace(Last))
            {
                Append(' ');
            }

            // Without blanks it is a character that shows nothing.
            data = data[Math.Max(1, blanks)..];
        }
    }

    /// <summary>Empties it.</summary>
    public void Clear() => Length = 0;

    /// <inheritdoc/>
    public override string ToString() => Text.ToString();

    /// <summary>How many characters from the start can be copied as they are: words with single blanks between them.</summary>
    private static int Plain(ReadOnlySpan<char> data)
    {
        var i = 0;
        var afterBlank = true;
        // Eight at a time as long as there is nothing but ASCII and no two blanks in a row.
        while (i + Vector128<ushort>.Count <= data.Length)
        {
            var next = Vector128.LoadUnsafe(ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(data)), (uint)i);
            var blanks = Vector128.Equals(next, Vector128.Create((ushort)' ')).ExtractMostSignificantBits();
            if (Vector128.GreaterThanAny(next - Vector128.Create((ushort)' '), Vector128.Create((ushort)('~' - ' '))) || (blanks & ((blanks << 1) | (afterBlank ? 1u : 0))) != 0)
            {
                break;
            }

            afterBlank = blanks >> (Vector128<ushort>.Count - 1) != 0;
            i += Vector128<ushort>.Count;
        }

        while (i < data.Length && (IsShown(data[i]) || (data[i] == ' ' && i > 0 && data[i - 1] != ' ')))
        {
            i++;
        }

        return i;
    }

    private static int Blanks(ReadOnlySpan<char> data)
    {
        var i = 0;
        while (i < data.Length && char.IsWhiteSpace(data[i]))
        {
            i++;
        }

        return i;
    }

    // Neither white space nor what shows nothing and only hinders comparison: soft hyphens, zero-width spaces, controls.
    private static bool IsShown(char c) => c < '\u007F' ? c > ' ' : c > '\u00A0' && c is not ('\u00AD' or '\u200B' or '\u2060' or '\uFEFF') && (c < '\u1680' || !char.IsWhiteSpace(c));

    private void Reserve(int more)
    {
        if (Length + more > characters.Length)
        {
            Array.Resize(ref characters, Math.Max(characters.Length * 2, Length + more));
        }
    }
}
