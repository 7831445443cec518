using System.Buffers;
using System.Globalization;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Rejection;

/// <summary>
/// Finds what known products leave in a page: consent dialogues, challenges, registrars' placeholders, applications' shells. Only asked
/// of pages with little text, for an ordinary article may carry any of them.
/// </summary>
internal static class KnownMarks
{
    private const int MaxScript = 20_000;
    private const int MaxElements = 3000;

    // More text in it than this, and an application's root is no shell any more.
    private const int MaxShellText = 80;

    private static readonly Lazy<KnownMark[]> All = new(static () =>
        [.. EmbeddedTable.Rows("marks.tsv", 5).Select(static row => new KnownMark(row[0], double.Parse(row[1], CultureInfo.InvariantCulture), row[2], row[3], row[4]))]);

    // One pass over a name tells whether any mark can be in it: most are in none.
    private static readonly Lazy<SearchValues<string>> Names = new(static () => Texts("name"));
    private static readonly Lazy<SearchValues<string>> Sources = new(static () => Texts("source"));
    private static readonly Lazy<SearchValues<string>> Scripts = new(static () => Texts("script"));

    /// <summary>The marks in a page, each vendor's best one for each purpose, with its evidence.</summary>
    public static List<(KnownMark Mark, Evidence Evidence)> In(PageScan scan, string visible)
    {
        var found = new List<(KnownMark, Evidence)>();
        foreach (var mark in All.Value)
        {
            if (mark.Where == "text" && visible.Contains(mark.Text, StringComparison.OrdinalIgnoreCase))
            {
                Add(mark, null, mark.Text, EvidenceMethod.Text);
            }
        }

        for (var i = 0; i < scan.Containers.Count && i < MaxElements; i++)
        {
            Named(scan.Containers[i]);
        }

        foreach (var script in scan.ExternalScripts)
        {
            Sourced(script);
        }

        foreach (var frame in scan.Frames)
        {
            Sourced(frame.Element);
        }

        foreach (var script in scan.InlineScripts)
        {
            // A script is one run of text; what it would be else is no product's.
            var text = script.Script.Span;
            text = text[..Math.Min(text.Length, MaxScript)];
            if (!text.ContainsAny(Scripts.Value))
            {
                continue;
            }

            foreach (var mark in All.Value)
            {
                if (mark.Where == "script" && text.Contains(mark.Text, StringComparison.Ordinal))
                {
                    Add(mark, script, mark.Text, EvidenceMethod.State);
                }
            }
        }

        return found;

        void Named(Container container)
        {
            var element = container.Element;
            var id = container.Names.Length == 0 ? null : element.Id;
            if (id is null or { Length: > 20 } && !element.LocalName.Contains('-', StringComparison.Ordinal) && !container.Names.AsSpan().ContainsAny(Names.Value))
            {
                return;
            }

            foreach (var mark in All.Value)
            {
                var holds = mark.Where switch
                {
                    "name" => container.Names.Contains(mark.Text, StringComparison.OrdinalIgnoreCase),
                    "id" => string.Equals(id, mark.Text, StringComparison.Ordinal),
                    "tag" => element.LocalName == mark.Text,
                    _ => false,
                };
                if (holds && (mark.Purpose != "shell" || TextIn(container) < MaxShellText))
                {
                    Add(mark, element, container.Names.Length == 0 ? element.LocalName : container.Names, EvidenceMethod.Html);
                }
            }
        }

        int TextIn(Container container)
        {
            var length = 0;
            for (var i = container.FirstBlock; i < container.EndBlock && length < MaxShellText; i++)
            {
                length += scan.Blocks[i].Length;
            }

            return length;
        }

        void Sourced(PageElement element)
        {
            if (element.GetAttribute("src") is { } source && source.AsSpan().ContainsAny(Sources.Value))
            {
                foreach (var mark in All.Value)
                {
                    if (mark.Where == "source" && source.Contains(mark.Text, StringComparison.OrdinalIgnoreCase))
                    {
                        Add(mark, element, source, EvidenceMethod.Html);
                    }
                }
            }
        }

        void Add(KnownMark mark, PageElement? element, string raw, EvidenceMethod method)
        {
            var known = found.FindIndex(other => other.Item1.Purpose == mark.Purpose && other.Item1.Vendor == mark.Vendor);
            if (known >= 0 && found[known].Item1.Score >= mark.Score)
            {
                return;
            }

            var entry = (mark, new Evidence(method, element is null ? null : ElementPlace.Of(element), mark.Vendor + ": " + raw, mark.Score));
            if (known >= 0)
            {
                found[known] = entry;
            }
            else
            {
                found.Add(entry);
            }
        }
    }

    private static SearchValues<string> Texts(string where) =>
        SearchValues.Create([.. All.Value.Where(mark => mark.Where == where).Select(static mark => mark.Text)], StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a known product leaves in a page.</summary>
/// <param name="Purpose">What it tells: <c>challenge</c>, <c>consent</c>, <c>parked</c>, <c>listing</c>, <c>shell</c>.</param>
/// <param name="Score">How surely, 0 to 1.</param>
/// <param name="Where">Where it stands.</param>
/// <param name="Text">What is looked for.</param>
/// <param name="Vendor">Whose it is.</param>
internal sealed record KnownMark(string Purpose, double Score, string Where, string Text, string Vendor);
