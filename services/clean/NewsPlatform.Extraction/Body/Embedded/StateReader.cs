using System.Buffers;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace NewsPlatform.Extraction.Body.Embedded;

/// <summary>
/// Looks in a script's data (<c>__NEXT_DATA__</c>, <c>__NUXT__</c>, Apollo and the like) for lists whose items are paragraphs. Which
/// names a site's data have does not matter, only those under which all of them keep text: "text", "value", "content", "html".
/// </summary>
internal sealed class StateReader
{
    private const int MaxDepth = 128;
    private const int MaxTokens = 400_000;
    private const int MaxText = 2_000_000;
    private const int MaxLists = 16;
    private const int MinParagraph = 60;
    private const int MaxParagraph = 6000;
    private const int MinMarkup = 400;

    private static readonly FrozenSet<string> TextNames = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "text", "value", "content", "html", "body", "rendered", "markup", "p", "paragraph", "copy", "plain", "plaintext", "bodytext", "articlebody", "storybody", "#text", "_text", "children", "data", "innerhtml", "contents");

    private static readonly FrozenSet<string> OtherKinds = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "ad", "ads", "advert", "advertisement", "image", "images", "picture", "photo", "figure", "video", "audio", "embed", "newsletter", "promo", "related", "recirc", "recommendation", "teaser", "gallery", "media", "social", "script",
        "style", "button", "form", "caption", "credit", "comment", "comments", "commentlist", "reply", "replies", "response", "responses", "discussion", "review", "reviews", "more", "latest", "mostread", "popular", "trending", "next", "sidebar",
        "footer", "nav", "navigation", "menu");

    private static readonly FrozenSet<string> HeadingNames = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "headline", "title", "heading");

    // Who wrote an item: a list of signed items is a discussion.
    private static readonly FrozenSet<string> SignatureNames = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "user", "username", "author", "commenter", "avatar", "likes", "upvotes");

    private readonly List<char> text = [];
    private readonly List<Frame> frames = [];
    private readonly List<(double Score, List<StatePart> Parts, Frame? Owner)> lists = [];

    private StateReader() { }

    /// <summary>The lists found in a script, best first; empty without.</summary>
    /// <param name="script">The script: JSON, or an assignment of an object.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static List<StateList> Read(ReadOnlySpan<char> script, CancellationToken cancellationToken)
    {
        var start = script.IndexOfAny('{', '[');
        if (start < 0)
        {
            return [];
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(script.Length - start));
        try
        {
            var reader = new StateReader();
            reader.Walk(bytes.AsSpan(0, Encoding.UTF8.GetBytes(script[start..], bytes)), cancellationToken);
            return [.. reader.lists.OrderByDescending(static list => list.Score).Select(list => new StateList(reader.Html(list.Parts), Heading(list.Owner)))];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Walk(ReadOnlySpan<byte> bytes, CancellationToken cancellationToken)
    {
        var json = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaxDepth });
        string? name = null;
        try
        {
            for (var tokens = 0; tokens < MaxTokens && text.Count < MaxText && json.Read(); tokens++)
            {
                if ((tokens & 0xFFF) == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                switch (json.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = json.ValueSpan.Length < 40 ? json.GetString() : null;
                        if (frames.Count > 0 && name is not null)
                        {
                            frames[^1].IsSigned |= SignatureNames.Contains(name);
                        }

                        continue;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        frames.Add(new Frame(frames.Count == 0 ? null : frames[^1], text.Count, json.TokenType == JsonTokenType.StartArray, name is not null && OtherKinds.Contains(name)));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        Close();
                        if (frames.Count == 0)
                        {
                            return;
                        }

                        break;
                    case JsonTokenType.String:
                        Text(ref json, name);
                        break;
                    default:
                        break;
                }

                name = null;
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Code behind the object, or no JSON: what was found stays.
        }
    }

    private void Text(ref Utf8JsonReader json, string? name)
    {
        if (frames.Count == 0 || json.ValueSpan.IsEmpty)
        {
            return;
        }

        var frame = frames[^1];
        if (name is "type" or "__typename" or "kind" or "nodeType" or "blockType" or "tagName" or "tag" or "name" && json.ValueSpan.Length < 40)
        {
            frame.Kind ??= json.GetString();
            return;
        }

        if (name is not null && HeadingNames.Contains(name) && json.ValueSpan.Length < 500)
        {
            frame.Heading ??= json.GetString();
        }

        if (name is null ? !frame.IsArray : !TextNames.Contains(name))
        {
            return;
        }

        var start = text.Count;
        var value = json.GetString()!;
        text.AddRange(value.AsSpan());
        if (frame.IsArray)
        {
            frame.Parts.Add(new(start, value.Length, false));
        }

        if (value.Length >= MinMarkup && value.Contains("<p", StringComparison.OrdinalIgnoreCase))
        {
            Offer(value.Length, [new(start, value.Length, false)], frame);
        }
    }

    private void Close()
    {
        var frame = frames[^1];
        frames.RemoveAt(frames.Count - 1);
        if (frame.IsOther || (frame.Kind is { } kind && OtherKinds.Contains(kind)))
        {
            // Nothing keeps a part of what stands last in the text but lists inside, which are no article's.
            lists.RemoveAll(list => list.Parts[0].Start >= frame.Start);
            CollectionsMarshal.SetCount(text, frame.Start);
            return;
        }

        if (frame.IsArray && frame.Signed * 2 <= frame.Parts.Count)
        {
            Judge(frame);
        }

        if (frames.Count > 0 && frames[^1] is { IsArray: true } outer && text.Count > frame.Start)
        {
            outer.Signed += frame.IsSigned ? 1 : 0;
            outer.Parts.Add(new(frame.Start, text.Count - frame.Start, frame.Kind is { } type && (type.Contains("head", StringComparison.OrdinalIgnoreCase) || type is "h2" or "h3")));
        }
    }

    private void Judge(Frame frame)
    {
        double score = 0;
        var paragraphs = 0;
        foreach (var part in frame.Parts)
        {
            if (part.Length is >= MinParagraph and <= MaxParagraph && IsProse(part))
            {
                score += part.Length;
                paragraphs++;
            }
        }

        if (paragraphs >= 2)
        {
            Offer(score, frame.Parts, frame.Outer);
        }
    }

    private void Offer(double score, List<StatePart> parts, Frame? owner)
    {
        if (lists.Count < MaxLists)
        {
            lists.Add((score, parts, owner));
            return;
        }

        var least = 0;
        for (var i = 1; i < lists.Count; i++)
        {
            least = lists[i].Score < lists[least].Score ? i : least;
        }

        if (lists[least].Score < score)
        {
            lists[least] = (score, parts, owner);
        }
    }

    // Of the object that holds the list, or of one around it: "story": {"title": ..., "body": {"parts": [...]}}.
    private static string? Heading(Frame? owner)
    {
        for (var steps = 0; owner is not null && steps < 6; steps++)
        {
            if (owner.Heading is { } heading)
            {
                return heading;
            }

            owner = owner.Outer;
        }

        return null;
    }

    private bool IsProse(StatePart part)
    {
        int blanks = 0, ends = 0;
        foreach (var c in CollectionsMarshal.AsSpan(text).Slice(part.Start, Math.Min(part.Length, 400)))
        {
            blanks += c == ' ' ? 1 : 0;
            ends += c is '.' or ',' or '?' or '!' or '。' or '、' or '，' or '।' or '؟' or '،' ? 1 : 0;
        }

        return ends > 0 && (blanks >= 8 || text[part.Start + (part.Length / 2)] >= '\u0e00');
    }

    private string Html(List<StatePart> parts)
    {
        var html = new StringBuilder("<article>");
        foreach (var part in parts)
        {
            var value = CollectionsMarshal.AsSpan(text).Slice(part.Start, part.Length).ToString();
            var tag = part.IsHeading ? "h2" : value.Contains("<p", StringComparison.Ordinal) ? "div" : "p";
            html.Append('<').Append(tag).Append('>').Append(value.Replace("\n", "<br><br>", StringComparison.Ordinal)).Append("</").Append(tag).Append('>');
        }

        return html.Append("</article>").ToString();
    }

    // An object or array that is being read.
    private sealed class Frame(Frame? outer, int start, bool isArray, bool isOther)
    {
        private static readonly List<StatePart> None = [];

        public Frame? Outer { get; } = outer;

        public int Start { get; } = start;

        public bool IsArray { get; } = isArray;

        public bool IsOther { get; } = isOther;

        public string? Kind { get; set; }

        public string? Heading { get; set; }

        /// <summary>Whether somebody's name stands on it.</summary>
        public bool IsSigned { get; set; }

        /// <summary>Items with somebody's name on them.</summary>
        public int Signed { get; set; }

        public List<StatePart> Parts { get; } = isArray ? [] : None;
    }
}
