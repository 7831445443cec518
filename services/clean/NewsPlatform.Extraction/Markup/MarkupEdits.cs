using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace NewsPlatform.Extraction.Markup;

/// <summary>What is taken out of a page's markup before it is parsed.</summary>
internal struct MarkupEdits
{
    /// <summary>What a script's number follows in its place: other in each process, so that no page can write it.</summary>
    public static readonly string ScriptMark = "\u0001" + RandomNumberGenerator.GetHexString(8);

    private const int TemplateTag = 9;
    private const string EmptyComment = "<!---->";

    private List<Edit>? edits;
    private List<ReadOnlyMemory<char>>? scripts;

    /// <summary>The scripts taken out.</summary>
    public readonly IReadOnlyList<ReadOnlyMemory<char>> Scripts => scripts ?? (IReadOnlyList<ReadOnlyMemory<char>>)[];

    /// <summary>Takes out a piece of markup. An empty comment in its place keeps apart what it parted: "&lt;" and a word, the halves of an entity.</summary>
    public void CutWhole(int start, int end) => (edits ??= []).Add(new(start, end, EmptyComment));

    /// <summary>Takes out the content of an element.</summary>
    public void Cut(int start, int end) => (edits ??= []).Add(new(start, end, ""));

    /// <summary>Puts a number in the place of a script.</summary>
    public void CutScript(int start, int end, ReadOnlyMemory<char> script)
    {
        (edits ??= []).Add(new(start, end, ScriptMark + (scripts?.Count ?? 0).ToString(CultureInfo.InvariantCulture)));
        (scripts ??= []).Add(script);
    }

    /// <summary>
    /// Takes out a <c>template</c>, which only scripts bring to life; one that is a shadow root (<c>shadowrootmode</c>) browsers show, so it
    /// becomes an ordinary element. The parser knows neither.
    /// </summary>
    public void EndTemplate(int start, int endTag, int end, bool isShadowRoot)
    {
        edits ??= [];
        var first = edits.Count;
        while (first > 0 && edits[first - 1].Start >= start)
        {
            first--;
        }

        if (isShadowRoot)
        {
            edits.Insert(first, new(start, start + TemplateTag, "<div"));
            edits.Add(new(endTag, end, "</div>"));
        }
        else
        {
            edits.RemoveRange(first, edits.Count - first);
            edits.Add(new(start, end, EmptyComment));
        }
    }

    /// <summary>The markup with all this done; in a rented array if there was anything to do.</summary>
    public readonly (ReadOnlyMemory<char> Text, char[]? Rented) Apply(ReadOnlyMemory<char> page)
    {
        if (edits is null)
        {
            return (page, null);
        }

        // No edit is longer than what it takes the place of.
        var text = page.Span;
        var result = ArrayPool<char>.Shared.Rent(text.Length);
        int from = 0, length = 0;
        foreach (var edit in edits)
        {
            text[from..edit.Start].CopyTo(result.AsSpan(length));
            length += edit.Start - from;
            edit.Instead.CopyTo(result.AsSpan(length));
            length += edit.Instead.Length;
            from = edit.End;
        }

        text[from..].CopyTo(result.AsSpan(length));
        return (result.AsMemory(0, length + text.Length - from), result);
    }

    private readonly record struct Edit(int Start, int End, string Instead);
}
